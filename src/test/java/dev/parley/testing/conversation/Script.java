package dev.parley.testing.conversation;

import java.net.URI;
import java.util.List;

/**
 * One conversation: a rule and the exchange that shows it.
 *
 * @param source the file
 * @param title section and rule, from the first line
 */
public record Script(URI source, String title, ServerSpec server, List<Step> steps) {

  /** What happens on the stage when a step is played; throws {@link AssertionError}. */
  @FunctionalInterface
  public interface Action {
    void play(Stage stage);
  }

  /**
   * One step.
   *
   * @param line where it starts in the file, from 1
   * @param text as it is written
   */
  public record Step(int line, String text, Action action) {}

  public Script {
    steps = List.copyOf(steps);
  }
}
