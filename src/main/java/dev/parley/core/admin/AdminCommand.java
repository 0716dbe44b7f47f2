package dev.parley.core.admin;

import java.util.List;

/**
 * What an administrator can ask for. The command line, the control socket and whatever comes later
 * show and check commands by this description.
 *
 * @param name words of the command, for example {@code user add}
 * @param summary one sentence for the help
 * @param arguments in the order in which they are given
 * @param worksStopped whether it can be done without a running server
 */
public record AdminCommand(
    String name, String summary, List<Argument> arguments, boolean worksStopped) {

  public AdminCommand {
    arguments = List.copyOf(arguments);
  }

  /**
   * One argument.
   *
   * @param name key of its value
   * @param description for the help
   * @param kind what it must be
   * @param isRequired whether the command needs it
   */
  public record Argument(String name, String description, Kind kind, boolean isRequired) {}

  /** What an argument must be. */
  public enum Kind {
    /** A bare JID with a local part. */
    ACCOUNT,
    /** A domain. */
    DOMAIN,
    /** A number of days, or a word for none. */
    DAYS,
    /** A name for people. */
    NAME,
    /** A sentence or more. */
    TEXT,
    /** What another command has shown as id. */
    ID,
    /** A password: asked for, never given as a word of the command line. */
    PASSWORD
  }
}
