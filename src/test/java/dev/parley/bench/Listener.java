package dev.parley.bench;

/** What a client does with what its connection brings; called on the fleet's event loop. */
interface Listener {
  /** TCP is connected, or TLS has just been established. */
  default void connected(Client client) {}

  /** A whole stanza lies in {@code data[from, to)}, valid during the call only. */
  void stanza(Client client, byte[] data, int from, int to);

  /** The server has ended the stream or the connection. */
  void closed(Client client);
}
