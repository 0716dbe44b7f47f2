package dev.parley.core.config;

import dev.parley.protocol.xml.ParserLimits;

/**
 * Size and shape of what is read; what exceeds it ends the stream.
 *
 * @param stanzaBytesBeforeLogin largest element before login
 * @param stanzaBytes largest stanza after login; at least 10 000 (RFC 6120 §13.12)
 * @param streamBytesBeforeLogin all that a stream may send before login, white space too
 * @param depth elements within each other
 * @param attributes attributes of one element
 * @param namespaces namespace declarations in force at one place
 * @param children child elements and texts of one element
 */
public record XmlLimits(
    int stanzaBytesBeforeLogin,
    int stanzaBytes,
    int streamBytesBeforeLogin,
    int depth,
    int attributes,
    int namespaces,
    int children) {
  public static final XmlLimits DEFAULT =
      new XmlLimits(10_000, 262_144, 65_536, 50, 100, 50, 5_000);

  /** Child elements and texts of one element before login, at most: nobody needs many there. */
  private static final int CHILDREN_BEFORE_LOGIN = 500;

  public XmlLimits {
    Check.range("stanzaBytesBeforeLogin", stanzaBytesBeforeLogin, 1_000, 1_000_000);
    Check.range("stanzaBytes", stanzaBytes, 10_000, 100_000_000);
    Check.range("streamBytesBeforeLogin", streamBytesBeforeLogin, 10_000, 100_000_000);
    Check.range("depth", depth, 10, 1_000);
    Check.range("attributes", attributes, 10, 10_000);
    Check.range("namespaces", namespaces, 10, 10_000);
    Check.range("children", children, 100, 1_000_000);
    Check.that(
        stanzaBytesBeforeLogin <= stanzaBytes,
        "stanzaBytesBeforeLogin",
        "must not exceed limits.xml.stanzaBytes");
    Check.that(
        stanzaBytesBeforeLogin <= streamBytesBeforeLogin,
        "streamBytesBeforeLogin",
        "must not be less than limits.xml.stanzaBytesBeforeLogin");
  }

  /** For streams whose peers have not proven yet who they are. */
  public ParserLimits beforeLogin() {
    return new ParserLimits(
        stanzaBytesBeforeLogin,
        depth,
        attributes,
        Math.min(children, CHILDREN_BEFORE_LOGIN),
        namespaces,
        stanzaBytesBeforeLogin);
  }

  /** For streams whose peers have. */
  public ParserLimits afterLogin() {
    return new ParserLimits(stanzaBytes, depth, attributes, children, namespaces, Long.MAX_VALUE);
  }
}
