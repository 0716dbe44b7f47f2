package dev.parley.modules.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.config.AccountLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterSetTest {
  private static final Jid OWNER = Jid.parse("juliet@example.com");

  /** RFC 6121 §2.3.3, with at most 2 groups and 9 characters. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # children of the query                                                  | error
                                                                                   | BAD_REQUEST
          <item jid='romeo@example.net'/><item jid='nurse@example.com'/>           | BAD_REQUEST
          <entry jid='romeo@example.net'/>                                         | BAD_REQUEST
          <item/>                                                                  | BAD_REQUEST
          <item jid='@example.net'/>                                               | JID_MALFORMED
          <item jid='romeo@example.net/orchard'/>                                  | BAD_REQUEST
          <item jid='juliet@example.com'/>                                         | NOT_ALLOWED
          <item jid='JULIET@example.com' subscription='remove'/>                   | NOT_ALLOWED
          <item jid='romeo@example.net' name='0123456789'/>                        | NOT_ACCEPTABLE
          <item jid='romeo@example.net'><group/></item>                            | NOT_ACCEPTABLE
          <item jid='romeo@example.net'><group>0123456789</group></item>           | NOT_ACCEPTABLE
          <item jid='romeo@example.net'><group>a</group><group>a</group></item>    | BAD_REQUEST
          <item jid='romeo@example.net'><group>a</group><group>b</group><group>c</group></item>| NOT_ACCEPTABLE
          """)
  void whatIsWrongIsRefused(String children, Condition error) {
    assertThatExceptionOfType(StanzaException.class)
        .isThrownBy(() -> parse(children == null ? "" : children))
        .satisfies(refused -> assertThat(refused.error().condition()).isEqualTo(error));
  }

  @Test
  void aContactIsPutWithNameAndGroups() {
    assertThat(
            parse(
                "<item jid='Romeo@Example.net' name='Romeo'><group>Friends</group>"
                    + "<group>Lovers</group></item>"))
        .isEqualTo(
            new RosterSet.Put(
                Jid.parse("romeo@example.net"), "Romeo", List.of("Friends", "Lovers")));
  }

  @Test
  void anEmptyNameIsNone() {
    assertThat(parse("<item jid='romeo@example.net' name=''/>"))
        .isEqualTo(new RosterSet.Put(Jid.parse("romeo@example.net"), null, List.of()));
  }

  @Test
  void aDomainMayBeAContact() {
    assertThat(parse("<item jid='gateway.example.net'/>").contact())
        .isEqualTo(Jid.parse("gateway.example.net"));
  }

  @Test
  void charactersBeyondTheBasicPlaneCountOnce() {
    assertThat(
            parse(
                "<item jid='romeo@example.net'"
                    + " name='\uD83C\uDF39\uD83C\uDF39345678\uD83C\uDF39'/>"))
        .isInstanceOf(RosterSet.Put.class);
  }

  /** RFC 6121 §2.1.2: what only the server may say is ignored. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          subscription='both'
          subscription='to'
          subscription='nonsense'
          ask='subscribe'
          approved='true'
          """)
  void whatOnlyTheServerMaySayIsIgnored(String attribute) {
    assertThat(parse("<item jid='romeo@example.net' " + attribute + "/>"))
        .isEqualTo(new RosterSet.Put(Jid.parse("romeo@example.net"), null, List.of()));
  }

  @Test
  void aContactIsRemovedWhateverElseIsSaid() {
    assertThat(parse("<item jid='romeo@example.net' subscription='remove'><group/></item>"))
        .isEqualTo(new RosterSet.Remove(Jid.parse("romeo@example.net")));
  }

  private static RosterSet parse(String children) {
    AccountLimits usual = AccountLimits.DEFAULT;
    AccountLimits limits =
        new AccountLimits(
            usual.sessions(),
            usual.rosterItems(),
            2,
            9,
            usual.pendingSubscriptions(),
            usual.directedPresences(),
            usual.offlineMessages(),
            usual.offlineBytes(),
            usual.privateXmlBytes(),
            usual.vcardBytes(),
            usual.blockedAddresses());
    Element query =
        XmlReader.read(
            "<query xmlns='jabber:iq:roster'>" + children + "</query>", Namespaces.CLIENT);
    return RosterSet.parse(query, OWNER, limits);
  }
}
