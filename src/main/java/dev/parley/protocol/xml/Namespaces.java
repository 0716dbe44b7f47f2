package dev.parley.protocol.xml;

/** Namespaces that XMPP streams themselves are made of. */
public final class Namespaces {
  /** Stream root, features and errors (RFC 6120 §4.8.1). */
  public static final String STREAMS = "http://etherx.jabber.org/streams";

  /** Content of client streams, and of stanzas inside this server (RFC 6120 §4.8.2). */
  public static final String CLIENT = "jabber:client";

  /** Content of server streams (RFC 6120 §4.8.2). */
  public static final String SERVER = "jabber:server";

  /** Dialback between servers (XEP-0220). */
  public static final String DIALBACK = "jabber:server:dialback";

  /** Content of component streams (XEP-0114 §2). */
  public static final String COMPONENT = "jabber:component:accept";

  /** Conditions of stanza errors (RFC 6120 §8.3). */
  public static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  /** Conditions of stream errors (RFC 6120 §4.9). */
  public static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

  /** What the prefix `xml` always stands for. */
  public static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** What the prefix `xmlns` always stands for; kept as attributes of stream headers only. */
  public static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private Namespaces() {}
}
