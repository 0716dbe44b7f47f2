package dev.parley.protocol.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * Teaches aalto the names that nearly every stream uses, once. Its readers then start with a table
 * that has them, and all trees share their strings.
 */
final class CommonNames {
  private static final List<String> ELEMENTS =
      List.of(
          "stream:stream stream:features stream:error message presence iq body subject thread",
          "html show status priority c x error text query item group bind resource jid session",
          "auth response abort success challenge failure starttls r a enable resume enabled"
              + " resumed",
          "active composing paused inactive gone request received displayed markable origin-id",
          "stanza-id delay store no-store no-copy no-permanent-store sent private forwarded result",
          "ping vCard pubsub publish items event field value first last count max before after set",
          "feature identity conference nick encrypted header key payload retract replace fallback");

  private static final List<String> ATTRIBUTES =
      List.of(
          "to from id type xml:lang version ver hash node name subscription ask jid mechanism by",
          "stamp category code var label affiliation role nick h previd max resume rid sid iv",
          "approved queryid index xmlns xmlns:stream");

  private CommonNames() {}

  /** A factory whose readers know the names. */
  static InputFactoryImpl factory() {
    var factory = new InputFactoryImpl();
    var document = new StringBuilder("<stream:stream xmlns='' xmlns:stream='urn:x'>");
    for (var line : ELEMENTS) {
      for (var name : line.split(" ")) {
        document.append('<').append(name).append("/>");
      }
    }
    for (var line : ATTRIBUTES) {
      for (var name : line.split(" ")) {
        document.append("<a ").append(name).append("='urn:x'/>");
      }
    }
    var bytes = document.append("</stream:stream>").toString().getBytes(StandardCharsets.UTF_8);
    try {
      var reader = factory.createAsyncFor(bytes);
      reader.getInputFeeder().endOfInput();
      while (reader.hasNext()) {
        reader.next();
      }
      // Closing is what shares the names; never done to a reader that saw a stranger's.
      reader.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return factory;
  }
}
