package dev.parley.protocol.xml;

/**
 * What one stream may make the server hold; exceeding any of it is `policy-violation`.
 *
 * @param maxStanzaBytes largest stanza or stream header; RFC 6120 §13.12 asks for 10 000 or more
 * @param maxDepth elements inside each other, the stanza itself counted
 * @param maxAttributes attributes and namespace declarations of one element
 * @param maxChildren elements inside one stanza, at any depth
 * @param maxNamespaces namespace declarations inside one stanza
 * @param maxSpaceBytes white space between stanzas for as long as these limits hold
 */
public record ParserLimits(
    int maxStanzaBytes,
    int maxDepth,
    int maxAttributes,
    int maxChildren,
    int maxNamespaces,
    long maxSpaceBytes) {

  /** For peers that have not proven who they are. */
  public static final ParserLimits BEFORE_LOGIN =
      new ParserLimits(10_000, 50, 100, 500, 50, 10_000);

  /** For peers that have. */
  public static final ParserLimits AFTER_LOGIN =
      new ParserLimits(262_144, 50, 100, 5_000, 1_000, Long.MAX_VALUE);

  /** The same with another largest stanza. */
  public ParserLimits withMaxStanzaBytes(int bytes) {
    return new ParserLimits(
        bytes, maxDepth, maxAttributes, maxChildren, maxNamespaces, maxSpaceBytes);
  }
}
