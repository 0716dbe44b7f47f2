package dev.parley.modules.bookmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookmarkTest {
  private static final String NEW =
      "<conference xmlns='urn:xmpp:bookmarks:1' name='N' autojoin='1'><nick>JC</nick>"
          + "<password>pw</password>%s</conference>";
  private static final String OLD =
      "<conference xmlns='storage:bookmarks' jid='play@example.org' name='N' autojoin='1'>"
          + "<nick>JC</nick><password>pw</password></conference>";

  private static Element xml(String text) {
    return XmlReader.read(text, "");
  }

  @Test
  void translatesBothWays() {
    Element conference = xml(NEW.replace("%s", ""));

    assertThat(Bookmark.toLegacy("play@example.org", conference)).isEqualTo(xml(OLD));
    assertThat(Bookmark.fromLegacy(xml(OLD), null)).isEqualTo(conference);
    assertThat(Bookmark.toLegacy("id", xml("<x xmlns='urn:x'/>"))).isNull();
    assertThat(Bookmark.toLegacy("id", null)).isNull();
  }

  @Test
  void keepsExtensionsOfOtherClients() {
    Element before = xml(NEW.replace("%s", "<extensions><x xmlns='urn:x'/></extensions>"));

    assertThat(Bookmark.fromLegacy(xml(OLD), before)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"play@example.org, play@example.org", "PLAY@example.org, play@example.org", "@,"})
  void itsIdIsTheRoom(String jid, String id) {
    assertThat(Bookmark.id(xml("<conference xmlns='storage:bookmarks' jid='" + jid + "'/>")))
        .isEqualTo(id);
  }

  @Test
  void othersAreNoRooms() {
    assertThat(Bookmark.id(xml("<url xmlns='storage:bookmarks' url='http://x'/>"))).isNull();
    assertThat(Bookmark.id(xml("<conference xmlns='storage:bookmarks'/>"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"<never/>, NEVER", "<on-mention/>, ON_MENTION", "<always/>, ALWAYS", "'',"})
  void saysWhenToNotify(String inside, Setting setting) {
    String notify =
        "<extensions><notify xmlns='urn:xmpp:notification-settings:1'>"
            + inside
            + "</notify></extensions>";

    assertThat(Bookmark.setting(xml(NEW.replace("%s", notify)))).isEqualTo(setting);
    assertThat(Bookmark.setting(xml(NEW.replace("%s", "")))).isNull();
  }
}
