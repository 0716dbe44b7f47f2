package dev.parley.bench;

import java.util.Locale;

/** Tells the relay which place a connection takes: places 2n and 2n + 1 are joined. */
final class RelayGreeting implements Listener {
  private final int place;
  private final Login.Ready ready;

  RelayGreeting(int place, Login.Ready ready) {
    this.place = place;
    this.ready = ready;
  }

  @Override
  public void connected(Client client) {
    client.scanner().skipHeader();
    client.write(String.format(Locale.ROOT, "%08d", place));
    ready.ready(client);
  }

  @Override
  public void stanza(Client client, byte[] data, int from, int to) {}

  @Override
  public void closed(Client client) {
    client.fleet().fail(new IllegalStateException("the relay closed a connection"));
  }
}
