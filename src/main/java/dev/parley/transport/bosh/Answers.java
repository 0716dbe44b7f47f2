package dev.parley.transport.bosh;

import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** The wrappers of answers (XEP-0124 §6). */
final class Answers {
  private static final String OPEN = "<body xmlns='" + Body.NAMESPACE + "'";
  private static final String PREFIXES =
      " xmlns:xmpp='" + Body.XMPP + "' xmlns:stream='" + Namespaces.STREAMS + "'";

  private Answers() {}

  /** Begins a wrapper that may get more attributes. */
  static ByteSink begin(int capacity) {
    ByteSink sink = new ByteSink(capacity + 256);
    sink.ascii(OPEN);
    sink.ascii(PREFIXES);
    return sink;
  }

  /** Ends it with what it contains. */
  static byte[] end(ByteSink sink, byte[] content, int size) {
    if (size == 0) {
      sink.ascii("/>");
    } else {
      sink.ascii(">");
      sink.write(content, 0, size);
      sink.ascii("</body>");
    }
    return sink.toByteArray();
  }

  /**
   * A session is over, or there is none.
   *
   * @param condition null if it ends as the client wishes
   */
  static Answer terminate(@Nullable Condition condition, boolean knowsConditions, String type) {
    if (!knowsConditions && condition != null && condition.status() != 200) {
      return new Answer(condition.status(), type, new byte[0]);
    }
    ByteSink sink = new ByteSink(128);
    sink.ascii(OPEN);
    XmlWriter.attribute(sink, "type", "terminate");
    XmlWriter.attribute(sink, "condition", condition == null ? null : condition.toString());
    return new Answer(200, type, end(sink, new byte[0], 0));
  }

  /** The client has asked the same again: it is the later request that is answered (§14.3). */
  static Answer superseded(String type) {
    ByteSink sink = new ByteSink(128);
    sink.ascii(OPEN);
    XmlWriter.attribute(sink, "type", "error");
    return new Answer(200, type, end(sink, new byte[0], 0));
  }
}
