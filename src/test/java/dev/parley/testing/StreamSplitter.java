package dev.parley.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the bytes of one XML stream into its header, its children and its end (RFC 6120 §4), and
 * reads each with the JDK's parser. Strict: comments, processing instructions, CDATA sections,
 * document types and text between children are errors (RFC 6120 §11.1).
 */
final class StreamSplitter {
  private static final String CLIENT = "jabber:client";

  private final String contentNamespace;
  private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
  private String header = "";
  private String footer = "";
  private int depth;
  private boolean inTag;
  private int quote;
  private boolean ended;

  /** Cuts the stream of a client. */
  StreamSplitter() {
    this(CLIENT);
  }

  /** Cuts a stream whose content is in this namespace, and shows it as that of a client. */
  StreamSplitter(String contentNamespace) {
    this.contentNamespace = contentNamespace;
  }

  /** The events that these bytes complete; ends with `Malformed` if they are not a stream. */
  List<StreamEvent> feed(byte[] bytes, int length) {
    var events = new ArrayList<StreamEvent>();
    try {
      for (int i = 0; i < length; i++) {
        accept(bytes[i], events);
      }
    } catch (IllegalArgumentException | CharacterCodingException e) {
      events.add(new StreamEvent.Malformed(String.valueOf(e.getMessage())));
    }
    return events;
  }

  private void accept(byte octet, List<StreamEvent> events) throws CharacterCodingException {
    if (!inTag) {
      if (octet == '<') {
        check(!ended, "an element after the end of the stream");
        inTag = true;
      } else {
        check(depth > 1 || " \t\r\n".indexOf(octet) >= 0, "text outside of stanzas");
        if (depth <= 1) {
          return;
        }
      }
      piece.write(octet);
      return;
    }
    piece.write(octet);
    if (quote != 0) {
      quote = octet == quote ? 0 : quote;
    } else if (octet == '\'' || octet == '"') {
      quote = octet;
    } else if (octet == '>') {
      inTag = false;
      tagEnds(events);
    }
  }

  private void tagEnds(List<StreamEvent> events) throws CharacterCodingException {
    var bytes = piece.toByteArray();
    int start = bytes.length - 1;
    while (bytes[start] != '<') {
      start--;
    }
    check(bytes[start + 1] != '!', "a comment, CDATA section or document type");
    if (bytes[start + 1] == '?') {
      check(header.isEmpty() && start == 0, "a processing instruction");
      check(take().startsWith("<?xml "), "a processing instruction");
      return;
    }
    boolean closing = bytes[start + 1] == '/';
    boolean empty = bytes[bytes.length - 2] == '/';
    if (depth == 0) {
      check(!closing && !empty, "no stream header");
      events.add(opened(take()));
      depth = 1;
    } else if (closing && depth == 1) {
      check(take().equals(footer), "a wrong closing tag");
      ended = true;
      events.add(new StreamEvent.Closed());
    } else {
      depth += closing ? -1 : empty ? 0 : 1;
      if (depth == 1) {
        events.add(new StreamEvent.Received(child(take())));
      }
    }
  }

  private StreamEvent opened(String tag) {
    header = tag.replace(contentNamespace, CLIENT);
    footer = "</" + tag.substring(1).split("[\\s>]", 2)[0] + ">";
    return new StreamEvent.Opened(TreeReader.read(tag + footer));
  }

  private Xml.Element child(String xml) {
    return TreeReader.read(header + xml + footer).children().findFirst().orElseThrow();
  }

  private String take() throws CharacterCodingException {
    var text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(piece.toByteArray())).toString();
    piece.reset();
    return text;
  }

  private static void check(boolean fine, String complaint) {
    if (!fine) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
