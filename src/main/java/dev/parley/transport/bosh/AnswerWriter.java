package dev.parley.transport.bosh;

import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.protocol.stream.StreamHeader;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what stands around the content of a session's answers: the terms with the first (XEP-0124
 * §7.2), acknowledgements (§9.1), and the end (§13).
 */
final class AnswerWriter {
  private final String sid;
  private final Terms terms;
  private @Nullable StreamHeader introduction;
  private boolean introduced;
  private boolean ending;
  private boolean failed;

  AnswerWriter(String sid, Terms terms) {
    this.sid = sid;
    this.terms = terms;
  }

  /** What the first answer says of the stream. */
  void introduce(StreamHeader header) {
    if (introduction == null) {
      introduction = header;
    }
  }

  /** The next answer carries a stream error (XEP-0206 §6). */
  void failed() {
    failed = true;
  }

  /** The next answer is the last one. */
  void end() {
    ending = true;
  }

  /** Whether the last answer is written, or about to be. */
  boolean isEnding() {
    return ending;
  }

  /**
   * The answer to a request.
   *
   * @param rid its number
   * @param taken number of the last request that was taken
   * @param content of which the first {@code size} bytes count
   */
  Answer write(long rid, long taken, byte[] content, int size) {
    ByteSink sink = Answers.begin(size);
    if (!introduced) {
      introduced = true;
      terms.write(sink, sid, rid);
      introduceStream(sink);
    } else if (taken > rid) {
      XmlWriter.attribute(sink, "ack", String.valueOf(taken));
    }
    if (ending) {
      XmlWriter.attribute(sink, "type", "terminate");
      XmlWriter.attribute(
          sink, "condition", failed ? Condition.REMOTE_STREAM_ERROR.toString() : null);
    }
    return new Answer(200, terms.type(), Answers.end(sink, content, size));
  }

  private void introduceStream(ByteSink sink) {
    StreamHeader header = introduction;
    if (header != null) {
      XmlWriter.attribute(sink, "from", header.from() == null ? null : header.from().toString());
      XmlWriter.attribute(sink, "authid", header.id());
      XmlWriter.attribute(sink, "xml:lang", header.lang());
    }
  }
}
