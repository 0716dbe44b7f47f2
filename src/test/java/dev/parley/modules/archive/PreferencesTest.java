package dev.parley.modules.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.archive.Preferences.Others;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  private static final Jid FRIEND = Jid.parse("friend@a");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # others, always, never,     peer,      allowed
          ALWAYS,   x@y,    x@y/z,     any@a/r,   true
          ALWAYS,   x@y,    any@a,     any@a/r,   false
          ALWAYS,   x@y,    any@a/r,   any@a/r,   false
          ALWAYS,   x@y,    any@a/r,   any@a/s,   true
          ALWAYS,   x@y,    any@a/r,   any@a,     true
          NEVER,    any@a,  x@y,       any@a/r,   true
          NEVER,    any@a/r,x@y,       any@a/s,   false
          NEVER,    any@a,  any@a,     any@a,     false
          NEVER,    x@y,    x@y,       any@a,     false
          ROSTER,   x@y,    x@y,       any@a,     false
          ROSTER,   x@y,    x@y,       friend@a/r,true
          ROSTER,   any@a,  x@y,       any@a,     true
          ROSTER,   x@y,    friend@a,  friend@a,  false
          """)
  void allows(Others others, String always, String never, String peer, boolean allowed) {
    var preferences = new Preferences(others, Set.of(Jid.parse(always)), Set.of(Jid.parse(never)));

    assertThat(preferences.allows(Jid.parse(peer), FRIEND::equals)).isEqualTo(allowed);
  }

  @Test
  void areStoredAsTheyAreSent() {
    var preferences = new Preferences(Others.ROSTER, Set.of(FRIEND), Set.of());

    String stored = Preferences.CODEC.encode(preferences);

    assertThat(Preferences.CODEC.decode(stored)).isEqualTo(preferences);
  }

  /** The examples of XEP-0441. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "xep-0441-server-responds-with-current-preferences",
        "xep-0441-server-responds-with-updated-preferences",
        "xep-0441-updating-archiving-preferences"
      })
  void areWrittenAsInTheExamples(String example) throws IOException {
    String xml = Files.readString(Path.of("src/test/resources/golden/archive", example + ".xml"));
    Iq iq = (Iq) Stanza.parse(XmlReader.read(xml.strip(), Namespaces.CLIENT));
    Element prefs = Objects.requireNonNull(iq.payload());

    assertThat(Preferences.parse(prefs).toElement()).isEqualTo(prefs);
  }
}
