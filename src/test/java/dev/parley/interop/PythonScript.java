package dev.parley.interop;

import dev.parley.testing.Account;
import dev.parley.testing.ParleyTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A script and its arguments, in the order in which they are given here. */
final class PythonScript {
  private final PythonLibrary library;
  private final String name;
  private final List<String> arguments = new ArrayList<>();

  PythonScript(PythonLibrary library, String name) {
    this.library = library;
    this.name = name;
  }

  /** Host, port for STARTTLS, and the certificate to trust. */
  PythonScript at(ParleyTestServer server) {
    return with(
        server.c2s().host(),
        String.valueOf(server.c2s().port()),
        PythonLibrary.certificate(server).toString());
  }

  /** Host, port, how it comes to TLS, and the certificate to trust. */
  PythonScript at(ParleyTestServer server, Security security) {
    var endpoint = security.of(server);
    return with(
        endpoint.host(),
        String.valueOf(endpoint.port()),
        security.name().toLowerCase(Locale.ROOT),
        PythonLibrary.certificate(server).toString());
  }

  /** The address and the password of each. */
  PythonScript people(Account... accounts) {
    for (var account : accounts) {
      with(account.jid(), account.password());
    }
    return this;
  }

  /** Anything else. */
  PythonScript with(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** Runs it to its end. */
  PythonLibrary.Ended run() {
    return library.runs(name, arguments.toArray(String[]::new));
  }
}
