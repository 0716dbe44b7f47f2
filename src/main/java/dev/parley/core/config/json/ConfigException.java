package dev.parley.core.config.json;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration was refused. The message is the whole report, one problem a line. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order of the file; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
