package dev.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import dev.parley.protocol.xml.XmlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file below `golden` is one element of a client stream; read and written again it is the
 * same, byte by byte. `-Dgolden=update` rewrites the files with what we write now.
 */
final class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  @TestFactory
  Stream<DynamicTest> everyFileIsWrittenAsItWasRead() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".xml"))
          .sorted()
          .map(file ->
              DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> check(file)))
          .toList()
          .stream();
    }
  }

  private static void check(Path file) throws IOException {
    var xml = Files.readString(file);
    var written = write(XmlReader.read(xml.strip(), Namespaces.CLIENT)) + "\n";
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(file, written);
    } else {
      assertThat(written).isEqualTo(xml);
    }
  }

  private static String write(Element element) {
    if (!Stanza.isStanza(element)) {
      return XmlWriter.toXml(element, Namespaces.CLIENT);
    }
    var stanza = Stanza.parse(element);
    var sink = new ByteSink(256);
    stanza.write(sink);
    assertThat(XmlReader.read(sink.toString(), Namespaces.CLIENT)).isEqualTo(stanza.toElement());
    return new String(sink.toByteArray(), StandardCharsets.UTF_8);
  }
}
