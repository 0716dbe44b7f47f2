package dev.parley.transport.websocket;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;
import static dev.parley.protocol.stream.StreamError.Condition.NOT_WELL_FORMED;
import static dev.parley.protocol.stream.StreamError.Condition.POLICY_VIOLATION;
import static dev.parley.protocol.stream.StreamError.Condition.UNSUPPORTED_STANZA_TYPE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.StreamInput;
import dev.parley.protocol.xml.XmlStreamParser;
import dev.parley.transport.stream.Framing;
import dev.parley.transport.stream.Wire;
import java.util.Arrays;

/**
 * Reads a framed stream (RFC 7395 §3.3): each message is one whole element that could stand alone.
 * So that limits and restrictions are those of every stream, the messages are fed to its parser as
 * children of a root without name or namespace that counts.
 */
final class MessageInput implements StreamInput, FrameReader.Handler, XmlStreamParser.Listener {
  static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";

  private static final byte[] ROOT = "<messages>".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  private final Wire.Listener listener;
  private final Framing.Link link;
  private final XmlStreamParser parser;
  private final FrameReader frames = new FrameReader(this);
  private ParserLimits limits;

  /** Frames that wait because events must not be delivered. */
  private byte[] backlog = NOTHING;

  private boolean atStart;
  private int elements;
  private boolean isOpen;
  private boolean isOver;

  MessageInput(ParserLimits limits, Wire.Listener listener, Framing.Link link) {
    this.limits = limits;
    this.listener = listener;
    this.link = link;
    this.parser = new XmlStreamParser(limits, this);
    parser.feed(ROOT, 0, ROOT.length);
  }

  @Override
  public void feed(byte[] data, int offset, int length) {
    if (backlog.length > 0) {
      int size = backlog.length;
      backlog = Arrays.copyOf(backlog, size + length);
      System.arraycopy(data, offset, backlog, size, length);
      resumeFrames();
    } else {
      int end = offset + length;
      int next = read(data, offset, end);
      backlog = next == end ? NOTHING : Arrays.copyOfRange(data, next, end);
    }
  }

  private void resumeFrames() {
    byte[] data = backlog;
    backlog = NOTHING;
    int next = read(data, 0, data.length);
    backlog = next == data.length ? NOTHING : Arrays.copyOfRange(data, next, data.length);
  }

  private int read(byte[] data, int from, int to) {
    try {
      int next = frames.read(data, from, to);
      return isOver ? to : next;
    } catch (FrameReader.FrameException wrong) {
      isOver = true;
      link.leave(Frames.close(wrong.code()));
      return to;
    }
  }

  @Override
  public boolean isPaused() {
    return isOver || parser.suspended();
  }

  @Override
  public void fragment(boolean isFirst, long length) {
    if (isFirst) {
      atStart = true;
      elements = 0;
      parser.allowDeclaration();
    }
    if (length > limits.maxStanzaBytes()) {
      throw new StreamException(POLICY_VIOLATION, "the message is too big");
    }
  }

  @Override
  public void payload(byte[] data, int offset, int length) {
    if (atStart && data[offset] != '<') {
      throw new StreamException(BAD_FORMAT, "a message begins with an element");
    }
    atStart = false;
    parser.feed(data, offset, length);
  }

  @Override
  public void messageEnds() {
    if (elements != 1 || !parser.onlyBlankBuffered()) {
      throw new StreamException(NOT_WELL_FORMED, "a message is one whole element");
    }
    parser.discardBuffered();
  }

  @Override
  public void ping(byte[] payload) {
    link.send(Frames.control(Frames.PONG, payload));
  }

  /** RFC 7395 §3.6: without a {@code <close/>} before, the stream is broken and not closed. */
  @Override
  public void close() {
    isOver = true;
    link.leave(Frames.close(CloseCode.NORMAL));
  }

  @Override
  public void opened(Element header) {
    // Our own root.
  }

  @Override
  public void element(Element element) {
    if (++elements > 1) {
      throw new StreamException(BAD_FORMAT, "a second element in a message");
    }
    if (element.namespace().equals(FRAMING)) {
      framing(element);
    } else if (isOpen) {
      listener.element(element);
    } else {
      throw new StreamException(BAD_FORMAT, "the stream is not open");
    }
  }

  private void framing(Element element) {
    switch (element.name()) {
      case "open" -> {
        if (isOpen) {
          throw new StreamException(BAD_FORMAT, "a second stream header");
        }
        isOpen = true;
        listener.opened(header(element));
      }
      case "close" -> {
        isOver = true;
        listener.closed();
      }
      default -> throw new StreamException(UNSUPPORTED_STANZA_TYPE, "open or close");
    }
  }

  /** The same as the root of a document (§3.3.1). */
  private static Element header(Element open) {
    Element.Builder header =
        Element.builder(Namespaces.STREAMS, "stream")
            .attribute(Namespaces.XMLNS, "stream", Namespaces.STREAMS)
            .attribute(Namespaces.XMLNS, "xmlns", Namespaces.CLIENT);
    open.attributes()
        .forEach(attribute ->
            header.attribute(attribute.namespace(), attribute.name(), attribute.value()));
    return header.build();
  }

  @Override
  public void closed() {
    throw new StreamException(NOT_WELL_FORMED, "an end tag alone");
  }

  @Override
  public void suspend() {
    parser.suspend();
  }

  @Override
  public void resume() {
    parser.resume();
    if (!parser.suspended()) {
      resumeFrames();
    }
  }

  /** RFC 7395 §3.7: another {@code <open/>} follows. */
  @Override
  public void restart() {
    isOpen = false;
  }

  @Override
  public int buffered() {
    return backlog.length + parser.buffered() + (frames.isInside() ? 1 : 0);
  }

  @Override
  public boolean onlyBlankBuffered() {
    return buffered() == 0;
  }

  @Override
  public void discardBuffered() {
    backlog = NOTHING;
  }

  @Override
  public void limits(ParserLimits changed) {
    limits = changed;
    parser.limits(changed);
  }

  @Override
  public void release() {
    parser.release();
  }
}
