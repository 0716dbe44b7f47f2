package dev.parley.cli;

import dev.parley.core.auth.Password;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Asks for passwords: on a terminal without showing them, or as the first line of the input. */
final class Passwords {
  private Passwords() {}

  /** The first line of the input. */
  static String fromInput(InputStream input) {
    try {
      var line =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
      return checked(line == null ? "" : line);
    } catch (IOException e) {
      throw new FailureException("The password cannot be read: " + e.getMessage());
    }
  }

  /** What somebody types twice. */
  @SuppressWarnings("SystemConsoleNull") // true of JDK 21 and earlier
  static String fromTerminal(CommandLine commandLine, String jid) {
    var console = System.console();
    if (console == null || !isTerminal(console)) {
      throw new ParameterException(
          commandLine, "There is no terminal to ask for the password; use --password-stdin");
    }
    var first = console.readPassword("Password for %s: ", jid);
    var second = console.readPassword("The same again: ");
    if (first == null || second == null) {
      throw new FailureException("No password was given.");
    }
    if (!Arrays.equals(first, second)) {
      throw new FailureException("The two passwords differ; nothing was changed.");
    }
    return checked(new String(first));
  }

  /** Since JDK 22 there is a console without a terminal too, and it can tell. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String checked(String password) {
    try {
      Password.of(password);
      return password;
    } catch (IllegalArgumentException e) {
      throw new FailureException("This password cannot be used: " + e.getMessage() + ".");
    }
  }
}
