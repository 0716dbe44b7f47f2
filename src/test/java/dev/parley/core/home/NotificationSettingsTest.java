package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0492 §3, §4. */
class NotificationSettingsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # children,                                                                        setting
          '',
          <always/>,                                                                         ALWAYS
          <on-mention/>,                                                                     ON_MENTION
          <never/>,                                                                          NEVER
          <sometimes/>,
          <never/><always identity-category="client"/>,                                      ALWAYS
          <always identity-category="client"/><never/>,                                      ALWAYS
          <always/><never identity-category="client" identity-type="pc"/>,                   ALWAYS
          <always identity-category="client"/><never identity-category="client" identity-type="phone"/>, NEVER
          <on-mention identity-category="gateway"/>,
          <on-mention identity-category="gateway"/><never/>,                                 NEVER
          <never identity-type="phone"/>,
          """,
      quoteCharacter = '`')
  void theMostSpecificForPhonesCounts(String children, Setting setting) {
    String content = children.equals("''") ? "" : children;
    String xml = "<notify xmlns='urn:xmpp:notification-settings:1'>" + content + "</notify>";
    assertThat(NotificationSettings.read(XmlReader.read(xml, Namespaces.CLIENT)))
        .isEqualTo(setting);
  }
}
