package dev.parley.testing.conversation;

import dev.parley.testing.TestServer;

/** Plays scripts against a server. */
public final class Player {
  private final TestServer server;
  private final Transport transport;

  /** A player for this server. */
  public Player(TestServer server) {
    this(server, Transport.TCP);
  }

  /**
   * A player for this server.
   *
   * @param transport what carries the streams of which a script does not say
   */
  Player(TestServer server, Transport transport) {
    this.server = server;
    this.transport = transport;
  }

  /** Plays a script to its end; fails with {@link AssertionError} that says where and why. */
  public void play(Script script) {
    var stage = new Stage(server, transport);
    try {
      for (var step : script.steps()) {
        run(script, stage, step);
      }
      run(script, stage, new Script.Step(0, "(end)", Stage::finish));
    } finally {
      stage.clear();
    }
  }

  private static void run(Script script, Stage stage, Script.Step step) {
    try {
      step.action().play(stage);
    } catch (AssertionError | RuntimeException e) {
      var file = script.source().getPath();
      throw new AssertionError(
          String.join(
              "\n",
              file.substring(file.lastIndexOf('/') + 1) + ":" + step.line() + ": " + script.title(),
              e instanceof AssertionError ? e.getMessage() : e.toString(),
              "\nstep\n" + step.text().indent(2),
              "transcript\n" + stage.transcript().toString().indent(2)),
          e);
    }
  }
}
