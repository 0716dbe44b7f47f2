package dev.parley.testing;

/** What a server can make happen on a stream. */
public sealed interface StreamEvent {

  /** The server's stream header; the element has no content. */
  record Opened(Xml.Element header) implements StreamEvent {
    @Override
    public String toString() {
      return header.toString();
    }
  }

  /** A child of the stream: a stanza, stream features, a stream error, a nonza. */
  record Received(Xml.Element element) implements StreamEvent {
    @Override
    public String toString() {
      return element.toString();
    }
  }

  /** The server's closing stream tag. */
  record Closed() implements StreamEvent {
    @Override
    public String toString() {
      return "</stream:stream>";
    }
  }

  /** The end of the connection; nothing follows. */
  record Disconnected(String reason) implements StreamEvent {
    @Override
    public String toString() {
      return "(connection ended: " + reason + ")";
    }
  }

  /** Bytes that no server may send; nothing follows. */
  record Malformed(String reason) implements StreamEvent {
    @Override
    public String toString() {
      return "(broken XML: " + reason + ")";
    }
  }
}
