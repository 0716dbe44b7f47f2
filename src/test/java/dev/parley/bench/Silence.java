package dev.parley.bench;

/** A client that has nothing to say and ignores what it hears. */
final class Silence implements Listener {
  @Override
  public void stanza(Client client, byte[] data, int from, int to) {}

  @Override
  public void closed(Client client) {
    client.fleet().fail(new IllegalStateException("the server closed an idle stream"));
  }
}
