package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A client library for Python, and the scripts of {@code src/test/resources/interop/} that use it.
 * Where it is not installed a test is aborted, or fails if the environment variable {@code INTEROP}
 * is {@code required}.
 *
 * @param module its name in Python
 * @param imports all modules that the scripts import, with commas between
 * @param debianPackages what to install
 */
record PythonLibrary(String module, String imports, String debianPackages) {
  /** Debian's own first: its packages are not seen by others. */
  private static final List<String> INTERPRETERS = List.of("/usr/bin/python3", "python3");

  private static final long MINUTES = 5;

  /** What a script prints after the mechanism of its logins. */
  private static final List<String> STEPS =
      List.of(
          "roster: the contact is kept with name and group",
          "subscription: both",
          "presence: away",
          "chat: both ways",
          "offline: delivered with its time",
          "vcard: read by the other",
          "ping: server and contact",
          "unknown: refused",
          "password: the new one opens, the old one does not",
          "end");

  PythonLibrary(String module, String debianPackage) {
    this(module, module, debianPackage);
  }

  /** What a script has printed, line by line, and what it had to complain about. */
  record Ended(int exit, List<String> out, String err) {
    /** Fails unless these are the steps it took and said, and no others. */
    void tells(String... steps) {
      assertThat(out).as(err).containsExactly(steps);
      assertThat(exit).as(err).isZero();
    }
  }

  /** Has two new people meet; every step must succeed, with logins by the mechanism. */
  void meet(ParleyTestServer server, Security security, String mechanism) {
    var accounts = new AccountFactory(server);
    var juliet = accounts.create("juliet");
    var romeo = accounts.create("romeo");
    var ended = script("session").at(server, security).people(juliet, romeo).run();
    ended.tells(
        Stream.concat(Stream.of("login: " + mechanism), STEPS.stream()).toArray(String[]::new));
    assertThat(ended.err()).doesNotContain("stream error");
  }

  /** The script of this library that has this name, without arguments. */
  PythonScript script(String name) {
    return new PythonScript(this, name);
  }

  /** Runs the script of this library that has this name. */
  Ended runs(String script, String... arguments) {
    var command = new ArrayList<String>();
    command.add(interpreter());
    command.add("src/test/resources/interop/" + module + "_" + script + ".py");
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** The file with the certificate that the server has made for itself. */
  static Path certificate(ParleyTestServer server) {
    return server.server().config().data().resolve("tls").resolve("self-signed.crt.pem");
  }

  private String interpreter() {
    for (var interpreter : INTERPRETERS) {
      try {
        if (run(interpreter, "-c", "import " + imports).exit() == 0) {
          return interpreter;
        }
      } catch (UncheckedIOException e) {
        // There is no such program; the next may be there.
      }
    }
    var complaint =
        "There is no python3 with " + imports + "; Debian's packages: " + debianPackages + ".";
    if ("required".equals(System.getenv("INTEROP"))) {
      return Assertions.fail(complaint);
    }
    return Assumptions.abort(complaint);
  }

  private static Ended run(String... command) {
    try {
      var out = Files.createTempFile("interop", ".out");
      var err = Files.createTempFile("interop", ".err");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("does not end; " + Files.readString(out));
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
