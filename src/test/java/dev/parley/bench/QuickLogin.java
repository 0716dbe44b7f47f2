package dev.parley.bench;

import dev.parley.testing.ScramClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Brings one client to an available session with its roster read, by SASL2 with everything inline:
 * the first time with its password, to be given a token, then with that in one write (XEP-0388,
 * XEP-0386, XEP-0484, XEP-0509); or back to the session that it had (XEP-0198 §5).
 */
final class QuickLogin {
  private static final Pattern TOKEN = Pattern.compile("<token [^>]*token=['\"]([^'\"]+)");
  private static final Pattern VERSION =
      Pattern.compile("<config-version [^>]*value=['\"]([^'\"]+)");
  private static final String MECHANISM = "HT-SHA-256-NONE";

  private static final Pattern SESSION = Pattern.compile("<enabled [^>]*id=['\"]([^'\"]+)");

  private final LoadAccount account;
  private final boolean resuming;
  private final UUID id;
  private @Nullable String proof;
  private String version = "";
  private @Nullable String session;

  /** Stanzas that have come in the session: the {@code h} of XEP-0198 §4. */
  private int handled;

  /**
   * Has neither token nor session.
   *
   * @param resuming whether its connections are lost, so that it goes on with its session
   */
  QuickLogin(LoadAccount account, boolean resuming) {
    this.account = account;
    this.resuming = resuming;
    // Of version 4, and the same for an account each time.
    var seed = UUID.nameUUIDFromBytes(account.user().getBytes(StandardCharsets.UTF_8));
    this.id =
        new UUID(
            seed.getMostSignificantBits() & ~0xf000L | 0x4000L, seed.getLeastSignificantBits());
  }

  /** What the next connection of the account does. */
  Listener next(Login.Ready ready) {
    return new Attempt(ready);
  }

  /** One connection. */
  private final class Attempt implements Listener {
    private final Login.Ready ready;
    private final ScramClient scram;
    private final boolean quick = proof != null;
    private boolean rosterRead;

    Attempt(Login.Ready ready) {
      this.ready = ready;
      this.scram =
          new ScramClient(
              "SCRAM-SHA-256", "n,,", new byte[0], account.user(), LoadAccount.PASSWORD);
    }

    @Override
    public void connected(Client client) {
      String header =
          "<?xml version='1.0'?><stream:stream from='"
              + account.user()
              + "@"
              + account.domain()
              + "' to='"
              + account.domain()
              + "' version='1.0' xmlns='jabber:client'"
              + " xmlns:stream='http://etherx.jabber.org/streams'>";
      client.openStream(
          quick
              ? header
                  + authenticate(
                      MECHANISM,
                      String.valueOf(proof),
                      "<fast xmlns='urn:xmpp:fast:0'/><config-version xmlns='urn:xmpp:iap:0'"
                          + " scheme='opaque' value='"
                          + version
                          + "'/>")
              : header);
    }

    private String authenticate(String mechanism, String initial, String more) {
      return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='"
          + mechanism
          + "'><initial-response>"
          + initial
          + "</initial-response><user-agent id='"
          + id
          + "'/>"
          + (session == null
              ? "<bind xmlns='urn:xmpp:bind:0'><tag>bench</tag>"
                  + "<enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>"
              : "<resume xmlns='urn:xmpp:sm:3' previd='" + session + "' h='" + handled + "'/>")
          + more
          + "</authenticate>";
    }

    @Override
    public void stanza(Client client, byte[] data, int from, int to) {
      String xml = new String(data, from, to - from, StandardCharsets.UTF_8);
      if (xml.startsWith("<stream:features")) {
        features(client, xml);
      } else if (xml.startsWith("<challenge")) {
        client.write(
            "<response xmlns='urn:xmpp:sasl:2'>" + base64(scram.last(text(xml))) + "</response>");
      } else if (xml.startsWith("<success")) {
        succeeded(client, xml);
      } else if (xml.startsWith("<iq") && xml.contains("roster")) {
        handled++;
        rosterRead = true;
        if (!resuming) {
          ready.ready(client);
        }
      } else if (xml.startsWith("<presence")) {
        handled++;
        // Its own; there is nothing left that would be sent again.
        if (resuming && rosterRead) {
          ready.ready(client);
        }
      } else {
        require(!xml.startsWith("<failure") && !xml.startsWith("<stream:error"), xml);
      }
    }

    private void succeeded(Client client, String xml) {
      var token = TOKEN.matcher(xml);
      if (token.find()) {
        proof = proof(token.group(1));
      }
      if (session != null) {
        require(xml.contains("<resumed"), xml);
        ready.ready(client);
        return;
      }
      var enabled = SESSION.matcher(xml);
      require(enabled.find(), xml);
      if (resuming) {
        session = enabled.group(1);
      }
      client.write("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence/>");
    }

    private void features(Client client, String xml) {
      var found = VERSION.matcher(xml);
      if (!found.find()) {
        return;
      }
      version = found.group(1);
      if (!quick) {
        client.write(
            authenticate(
                "SCRAM-SHA-256",
                base64(scram.first()),
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + MECHANISM + "'/>"));
      }
    }

    @Override
    public void closed(Client client) {
      client.fleet().fail(new IllegalStateException("closed during login of " + account));
    }
  }

  private String proof(String token) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "raw"));
      byte[] hash = mac.doFinal("Initiator".getBytes(StandardCharsets.US_ASCII));
      byte[] name = (account.user() + "\0").getBytes(StandardCharsets.UTF_8);
      byte[] message = new byte[name.length + hash.length];
      System.arraycopy(name, 0, message, 0, name.length);
      System.arraycopy(hash, 0, message, name.length, hash.length);
      return Base64.getEncoder().encodeToString(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

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
