package dev.parley.bench;

import dev.parley.testing.ScramClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Brings one client from the TCP connection to an available session with its roster read. */
final class Login implements Listener {
  /**
   * What a login asks for.
   *
   * @param mechanism SASL mechanism name
   * @param enable what enables stream management (XEP-0198), empty for nothing
   */
  record Options(String mechanism, String enable) {
    static final Options PLAIN = new Options("SCRAM-SHA-1", "");
    static final Options ACKED = new Options("SCRAM-SHA-1", "<enable xmlns='urn:xmpp:sm:3'/>");
    static final Options RESUMABLE =
        new Options("SCRAM-SHA-1", "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
  }

  /** Called once presence is sent and the roster has come. */
  interface Ready {
    void ready(Client client);
  }

  private final LoadAccount account;
  private final Options options;
  private final Ready ready;
  private final ScramClient scram;
  private boolean secured;

  Login(LoadAccount account, Options options, Ready ready) {
    this.account = account;
    this.options = options;
    this.ready = ready;
    this.scram =
        new ScramClient(
            options.mechanism(), "n,,", new byte[0], account.user(), LoadAccount.PASSWORD);
  }

  @Override
  public void connected(Client client) {
    secured |= client.security() == Security.DIRECT;
    header(client);
  }

  @Override
  public void stanza(Client client, byte[] data, int from, int to) {
    String xml = new String(data, from, to - from, StandardCharsets.UTF_8);
    if (xml.startsWith("<stream:features")) {
      features(client, xml);
    } else if (xml.startsWith("<proceed")) {
      secured = true;
      client.startTls();
    } else if (xml.startsWith("<challenge")) {
      var response = base64(scram.last(text(xml)));
      client.write(
          "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + response + "</response>");
    } else if (xml.startsWith("<success")) {
      authenticated(client, xml);
    } else if (hasId(xml, "bind")) {
      bound(client, xml);
    } else if (hasId(xml, "roster")) {
      require(isResult(xml), xml);
      ready.ready(client);
    } else {
      require(!xml.startsWith("<failure") && !xml.startsWith("<stream:error"), xml);
    }
  }

  @Override
  public void closed(Client client) {
    client.fleet().fail(new IllegalStateException("closed during login of " + account));
  }

  private void header(Client client) {
    client.openStream(
        "<?xml version='1.0'?><stream:stream to='"
            + account.domain()
            + "' version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");
  }

  private void features(Client client, String xml) {
    if (client.security() == Security.STARTTLS && !secured) {
      client.write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    } else if (xml.contains("urn:ietf:params:xml:ns:xmpp-bind")) {
      client.write(
          "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
              + LoadAccount.RESOURCE
              + "</resource></bind></iq>");
    } else {
      require(xml.contains(options.mechanism()), xml);
      client.write(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='"
              + options.mechanism()
              + "'>"
              + base64(scram.first())
              + "</auth>");
    }
  }

  private void authenticated(Client client, String xml) {
    require(scram.verifies(text(xml)), xml);
    header(client);
  }

  private void bound(Client client, String xml) {
    require(isResult(xml) && xml.contains(account.full()), xml);
    client.write(
        options.enable()
            + "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence/>");
  }

  private static boolean isResult(String xml) {
    return xml.contains("type='result'") || xml.contains("type=\"result\"");
  }

  private static boolean hasId(String xml, String id) {
    return xml.startsWith("<iq")
        && (xml.contains(" id='" + id + "'") || xml.contains(" id=\"" + id + "\""));
  }

  /** The decoded text of a SASL element. */
  private static String text(String xml) {
    var encoded = xml.substring(xml.indexOf('>') + 1, xml.lastIndexOf('<'));
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static String base64(String plain) {
    return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(boolean expected, String xml) {
    if (!expected) {
      throw new IllegalStateException("login refused: " + xml);
    }
  }
}
