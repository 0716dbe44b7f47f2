package dev.parley.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A server that somebody else has started, given by system properties: `parley.external.host`
 * (default `127.0.0.1`), `.domain` (`localhost`), `.c2s`, `.directTls` and `.https` (ports), and
 * `.adduser`, a command that gets name, domain and password as three more arguments.
 */
public final class ExternalServer implements TestServer {

  /** Whether the system properties name a server. */
  public static boolean isGiven() {
    return Integer.getInteger("parley.external.c2s") != null;
  }

  @Override
  public String domain() {
    return System.getProperty("parley.external.domain", "localhost");
  }

  @Override
  public Endpoint c2s() {
    return endpoint("parley.external.c2s");
  }

  @Override
  public Endpoint directTls() {
    return endpoint("parley.external.directTls");
  }

  @Override
  public Endpoint https() {
    return endpoint("parley.external.https");
  }

  @Override
  public Endpoint component() {
    return endpoint("parley.external.component");
  }

  @Override
  public void addAccount(Account account) {
    var words = System.getProperty("parley.external.adduser", "").split(" ");
    var command = Arrays.copyOf(words, words.length + 3);
    command[words.length] = account.name();
    command[words.length + 1] = account.domain();
    command[words.length + 2] = account.password();
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("adding " + account + " failed with " + exit);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void makeAdministrator(Account account) {
    Assumptions.abort("administrators of this server cannot be named from here");
  }

  @Override
  public void block(String jid) {
    Assumptions.abort("nobody can be kept out of this server from here");
  }

  @Override
  public void disable(Account account) {
    Assumptions.abort("accounts of this server cannot be disabled from here");
  }

  @Override
  public List<String> addAppPassword(Account account, String name) {
    return Assumptions.abort("app passwords of this server cannot be made from here");
  }

  @Override
  public void keepOnlyKey(Account account, String mechanism) {
    Assumptions.abort("keys of this server cannot be changed from here");
  }

  @Override
  public void close() {}

  private static Endpoint endpoint(String property) {
    return new Endpoint(
        System.getProperty("parley.external.host", "127.0.0.1"), Integer.getInteger(property, 0));
  }
}
