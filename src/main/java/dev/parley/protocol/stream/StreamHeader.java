package dev.parley.protocol.stream;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;
import static dev.parley.protocol.stream.StreamError.Condition.BAD_NAMESPACE_PREFIX;
import static dev.parley.protocol.stream.StreamError.Condition.IMPROPER_ADDRESSING;
import static dev.parley.protocol.stream.StreamError.Condition.INVALID_FROM;
import static dev.parley.protocol.stream.StreamError.Condition.INVALID_NAMESPACE;
import static dev.parley.protocol.stream.StreamError.Condition.UNSUPPORTED_VERSION;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an opening stream tag (RFC 6120 §4.7).
 *
 * @param to null if missing
 * @param from null if missing
 * @param id set by the receiving side only
 * @param version null means before 1.0 (§4.7.5)
 * @param lang default language of what people read in the stream
 */
public record StreamHeader(
    @Nullable Jid to,
    @Nullable Jid from,
    @Nullable String id,
    @Nullable String version,
    @Nullable String lang) {

  /** What this server speaks (§4.7.5). */
  public static final String VERSION = "1.0";

  /** The answer of a server: whom it is from, which id it gave, to whom if that is known. */
  public static StreamHeader answer(
      @Nullable Jid from, @Nullable Jid to, String id, @Nullable String lang) {
    return new StreamHeader(to, from, id, VERSION, lang);
  }

  /**
   * Reads the root of a stream, with its namespace declarations as attributes of {@link
   * Namespaces#XMLNS}. Any prefix is taken for the stream namespace, but there must be one
   * (§4.8.5).
   *
   * @param contentNamespace what this kind of stream carries, for example `jabber:client`; it must
   *     be declared as default namespace (§4.8.2)
   * @throws StreamException with `bad-format`, `invalid-namespace`, `bad-namespace-prefix`,
   *     `improper-addressing`, `invalid-from` or `unsupported-version`
   */
  public static StreamHeader parse(Element root, String contentNamespace) {
    if (!root.namespace().equals(Namespaces.STREAMS)) {
      throw new StreamException(INVALID_NAMESPACE, "the stream namespace is " + Namespaces.STREAMS);
    }
    if (!root.name().equals("stream")) {
      throw new StreamException(BAD_FORMAT, "the root must be a stream");
    }
    var defaultNamespace = root.attribute(Namespaces.XMLNS, "xmlns");
    if (Namespaces.STREAMS.equals(defaultNamespace)) {
      throw new StreamException(BAD_NAMESPACE_PREFIX, "the root needs the prefix stream");
    }
    if (!contentNamespace.equals(defaultNamespace)) {
      throw new StreamException(INVALID_NAMESPACE, "the content namespace is " + contentNamespace);
    }
    return attributes(root);
  }

  /** Reads the attributes alone, as `open` of RFC 7395 has them too. */
  public static StreamHeader attributes(Element root) {
    var version = root.attribute("version");
    if (version != null && !isSupported(version)) {
      throw new StreamException(UNSUPPORTED_VERSION, "this server speaks version " + VERSION);
    }
    return new StreamHeader(
        address(root.attribute("to"), true),
        address(root.attribute("from"), false),
        root.attribute("id"),
        version,
        root.attribute(Namespaces.XML, "lang"));
  }

  private static @Nullable Jid address(@Nullable String text, boolean to) {
    if (text == null) {
      return null;
    }
    try {
      return Jid.parse(text);
    } catch (JidFormatException e) {
      throw new StreamException(to ? IMPROPER_ADDRESSING : INVALID_FROM, "no address");
    }
  }

  /** Any version with the major number 1; minor numbers only add features (§4.7.5). */
  private static boolean isSupported(String version) {
    int dot = version.indexOf('.');
    if (dot <= 0 || dot > 9 || version.length() > dot + 10) {
      return false;
    }
    int major = 0;
    for (int i = 0; i < version.length(); i++) {
      char c = version.charAt(i);
      if (i != dot && (c < '0' || c > '9')) {
        return false;
      }
      major = i < dot ? major * 10 + c - '0' : major;
    }
    return major >= 1 && version.length() > dot + 1;
  }

  /** Writes the XML declaration and the opening tag. */
  public void write(ByteSink sink, String contentNamespace) {
    sink.ascii("<?xml version='1.0'?><stream:stream");
    writeAttributes(sink);
    XmlWriter.attribute(sink, "xmlns", contentNamespace);
    XmlWriter.attribute(sink, "xmlns:stream", Namespaces.STREAMS);
    if (contentNamespace.equals(Namespaces.SERVER)) {
      // Says that dialback is known (XEP-0220 §2.4.1).
      XmlWriter.attribute(sink, "xmlns:db", Namespaces.DIALBACK);
    }
    sink.ascii(">");
  }

  /** Writes the attributes alone, as `open` of RFC 7395 has them too. */
  public void writeAttributes(ByteSink sink) {
    XmlWriter.attribute(sink, "from", from == null ? null : from.toString());
    XmlWriter.attribute(sink, "to", to == null ? null : to.toString());
    XmlWriter.attribute(sink, "id", id);
    XmlWriter.attribute(sink, "version", version);
    XmlWriter.attribute(sink, "xml:lang", lang);
  }

  /** The closing tag of every stream we open. */
  public static final String CLOSE = "</stream:stream>";
}
