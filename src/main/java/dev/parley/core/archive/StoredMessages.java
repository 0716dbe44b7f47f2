package dev.parley.core.archive;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How messages are written into archives: as XML without the namespace that all of them have. */
public final class StoredMessages {
  private static final Logger LOG = LoggerFactory.getLogger(StoredMessages.class);

  private StoredMessages() {}

  /** As it is stored. */
  public static String write(Message message) {
    ByteSink sink = new ByteSink(512);
    message.write(sink, null);
    return sink.toString();
  }

  /** The message; null, and logged, if the row is damaged. */
  public static @Nullable Message read(String stored) {
    try {
      if (Stanza.parse(XmlReader.read(stored, Namespaces.CLIENT)) instanceof Message message) {
        return message;
      }
      LOG.error("a stanza in an archive is no message");
    } catch (IllegalArgumentException | StanzaException damaged) {
      LOG.error("a message in an archive is damaged: {}", damaged.getMessage());
    }
    return null;
  }
}
