package dev.parley.server.transfer;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.parley.core.MayBlock;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of accounts (XEP-0227), element by element: it may be larger than the memory. Names
 * count more than the namespace of the format, which has changed; the root may be any of {@code
 * server-data}, {@code host} and {@code user}, as it is in files that others include.
 *
 * <p>Document types are refused, and with them all entities. Other files are included only from the
 * folder of the file (§5, §6).
 */
@MayBlock
final class AccountFile {
  private static final int MOST_FILES_DEEP = 3;

  private final Path file;
  private final int level;
  private final FileListener listener;
  private final XMLStreamReader reader;
  private final Trees trees;

  private AccountFile(Path file, int level, FileListener listener, XMLStreamReader reader) {
    this.file = file;
    this.level = level;
    this.listener = listener;
    this.reader = reader;
    this.trees = new Trees(reader);
  }

  /** Reads a file to its end; throws {@link TransferException} where it cannot be read on. */
  static void read(Path file, FileListener listener) {
    read(file, 1, null, listener);
  }

  private static void read(Path file, int level, @Nullable String host, FileListener listener) {
    LinkOption[] links =
        level == 1 ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file, links), 1 << 16)) {
      XMLStreamReader reader = new InputFactoryImpl().createXMLStreamReader(stream);
      try {
        new AccountFile(file, level, listener, reader).document(host);
      } catch (XMLStreamException | IllegalArgumentException | IndexOutOfBoundsException wrong) {
        // aalto also fails with exceptions of other kinds on some input.
        throw new TransferException(
            file
                + ":"
                + reader.getLocation().getLineNumber()
                + ": this cannot be read: "
                + firstLine(wrong.getMessage()));
      }
    } catch (IOException wrong) {
      throw new TransferException(file + " cannot be read: " + wrong);
    } catch (XMLStreamException wrong) {
      throw new TransferException(file + ":1: this is no XML: " + firstLine(wrong.getMessage()));
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "not well-formed" : message.lines().findFirst().orElse("");
  }

  private void document(@Nullable String host) throws XMLStreamException {
    boolean any = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("it has a document type, which nothing here needs");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        any = true;
        root(host);
      }
    }
    if (!any) {
      throw new XMLStreamException("there is no element in it");
    }
  }

  private void root(@Nullable String host) throws XMLStreamException {
    switch (reader.getLocalName()) {
      case "server-data" -> {
        while (nextChild()) {
          child(null);
        }
      }
      case "host", "user" -> child(host);
      default ->
          throw new XMLStreamException(
              "<" + reader.getLocalName() + "> is not what files of XEP-0227 begin with");
    }
  }

  /** Goes to the next child of the element that is open; false at its end. */
  private boolean nextChild() throws XMLStreamException {
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        case XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.CDATA,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.COMMENT,
            XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        default -> throw new XMLStreamException("neither elements nor text");
      }
    }
  }

  /** A child of the root, or of a host. */
  private void child(@Nullable String host) throws XMLStreamException {
    Place place = place();
    if (isInclude()) {
      include(host);
    } else if (is("host")) {
      host();
    } else if (is("user") && host != null) {
      user(host);
    } else {
      listener.ignored(place, "nobody here understands this");
      skip();
    }
  }

  private boolean is(String name) {
    String namespace = reader.getNamespaceURI();
    return reader.getLocalName().equals(name)
        && (namespace == null
            || namespace.isEmpty()
            || namespace.equals(Pie.NS)
            || namespace.equals(Pie.OLD_NS));
  }

  private boolean is(String namespace, String name) {
    return namespace.equals(reader.getNamespaceURI()) && reader.getLocalName().equals(name);
  }

  private boolean isInclude() {
    return is(Pie.XINCLUDE, "include");
  }

  private Place place() {
    return new Place(file, reader.getLocation().getLineNumber(), reader.getLocalName());
  }

  private void host() throws XMLStreamException {
    String jid = required("jid");
    while (nextChild()) {
      child(jid);
    }
  }

  private String required(String name) throws XMLStreamException {
    String value = reader.getAttributeValue(null, name);
    if (value == null || value.isEmpty()) {
      throw new XMLStreamException("<" + reader.getLocalName() + "> lacks \"" + name + "\"");
    }
    return value;
  }

  /** §5: only files that lie beside this one. */
  private void include(@Nullable String host) throws XMLStreamException {
    String href = required("href");
    trees.read();
    if (href.isEmpty() || !href.matches("[^/\\\\:]+") || href.startsWith("..")) {
      throw new XMLStreamException(
          "it includes \"" + href + "\", but only files of its own folder are read");
    }
    if (level == MOST_FILES_DEEP) {
      throw new XMLStreamException("files include each other more than " + level + " deep");
    }
    Path other = file.resolveSibling(href);
    if (!Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)) {
      throw new XMLStreamException("it includes " + other + ", which is not a file");
    }
    read(other, level + 1, host, listener);
  }

  private void user(String host) throws XMLStreamException {
    Place place = place();
    String name = required("name");
    String password = reader.getAttributeValue(null, "password");
    Jid account;
    try {
      account = Jid.of(name, host, null);
    } catch (JidFormatException wrong) {
      listener.ignored(place, name + "@" + host + " is no address: " + wrong.getMessage());
      skip();
      return;
    }
    boolean wanted = listener.begins(place, account, password);
    while (nextChild()) {
      if (wanted) {
        detail();
      } else {
        skip();
      }
    }
    if (wanted) {
      listener.ends(place);
    }
  }

  /** Passes over an element of any size. */
  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = reader.next();
      depth +=
          event == XMLStreamConstants.START_ELEMENT
              ? 1
              : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
    }
  }

  private void detail() throws XMLStreamException {
    if (is(Pie.MAM, "archive")) {
      while (nextChild()) {
        Place place = place();
        listener.archived(place, trees.read());
      }
    } else if (is("offline-messages")) {
      while (nextChild()) {
        Place place = place();
        listener.waiting(place, trees.read());
      }
    } else if (is(Pie.PUBSUB, "pubsub")) {
      while (nextChild()) {
        items();
      }
    } else if (is(Pie.PUBSUB_OWNER, "pubsub")) {
      while (nextChild()) {
        Place place = place();
        listener.element(place, trees.read());
      }
    } else if (isInclude()) {
      throw new XMLStreamException("accounts that are spread over files are not read");
    } else {
      Place place = place();
      listener.element(place, trees.read());
    }
  }

  private void items() throws XMLStreamException {
    Place place = place();
    if (!is(Pie.PUBSUB, "items")) {
      listener.ignored(place, "nobody here understands this");
      skip();
      return;
    }
    String node = required("node");
    while (nextChild()) {
      Place of = place();
      listener.item(of, node, trees.read());
    }
  }
}
