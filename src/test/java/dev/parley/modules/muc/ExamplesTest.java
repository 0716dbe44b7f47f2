package dev.parley.modules.muc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.modules.muc.rules.ConfigForm;
import dev.parley.modules.muc.rules.HistoryRequest;
import dev.parley.modules.muc.rules.RegistrationForm;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.VoiceRequest;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of XEP-0045: what clients send there is understood. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/muc");
  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int ANY = Integer.MAX_VALUE;

  private static Element read(String name) throws IOException {
    return XmlReader.read(
        Files.readString(FOLDER.resolve("xep-0045-" + name + ".xml")), Namespaces.CLIENT);
  }

  private static Element child(Element parent, String namespace, String name) {
    return Objects.requireNonNull(parent.child(namespace, name), name);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # example, chars, stanzas, milliseconds before now
          user-requests-limit-on-number-of-characters-in-his, 65000, , 1767225600000
          user-requests-limit-on-number-of-messages-in-histo, , 20, 1767225600000
          user-requests-history-in-last-3-minutes, , , 180000
          user-requests-all-history-since-the-beginning-of-t, , , 1767225600000
          user-requests-no-history, 0, , 1767225600000
          """)
  void history(String example, Integer chars, Integer stanzas, long age) throws IOException {
    Element x = child(read(example), Muc.NS, "x");
    HistoryRequest request = HistoryRequest.parse(child(x, Muc.NS, "history"), NOW);
    assertThat(request.chars()).isEqualTo(chars == null ? ANY : chars);
    assertThat(request.stanzas()).isEqualTo(stanzas == null ? ANY : stanzas);
    assertThat(NOW - request.since()).isEqualTo(age);
  }

  @Test
  void voice() throws IOException {
    Element x = child(read("occupant-requests-voice"), DataForm.NAMESPACE, "x");
    VoiceRequest request = VoiceRequest.parse(Objects.requireNonNull(DataForm.parse(x)));
    assertThat(request).isEqualTo(new VoiceRequest(Role.PARTICIPANT, null, false));
  }

  @Test
  void registration() throws IOException {
    Element query = child(read("user-submits-registration-form"), RegistrationForm.NS, "query");
    assertThat(RegistrationForm.nick(query)).isEqualTo("thirdwitch");
  }

  @Test
  void invitation() throws IOException {
    Element x = child(read("occupant-sends-a-mediated-invitation"), Muc.USER, "x");
    Invitation invitation = Invitation.parse(child(x, Muc.USER, "invite"));
    assertThat(invitation.invitee()).hasToString("hecate@shakespeare.lit");
    assertThat(invitation.reason()).contains("the place for all good witches");
  }

  @Test
  void anInstantRoomHasWhatItHad() throws IOException {
    Element query = child(read("owner-requests-instant-room"), Muc.OWNER, "query");
    DataForm form = Objects.requireNonNull(DataForm.parse(child(query, DataForm.NAMESPACE, "x")));
    ConfigForm.Submitted submitted = ConfigForm.read(RoomConfig.DEFAULT, form);
    assertThat(submitted.config().changedFields(RoomConfig.DEFAULT)).isEmpty();
    assertThat(submitted.owners()).isNull();
  }
}
