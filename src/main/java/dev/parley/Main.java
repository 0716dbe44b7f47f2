package dev.parley;

import dev.parley.cli.Cli;
import dev.parley.core.log.Logging;

/** Where the program begins. */
public final class Main {
  private Main() {}

  /**
   * Does what the words say; ends with 0 if all is well, 1 if something failed, 2 if it was asked
   * wrongly.
   */
  public static void main(String[] words) {
    Logging.prepare();
    System.exit(Cli.execute(words));
  }
}
