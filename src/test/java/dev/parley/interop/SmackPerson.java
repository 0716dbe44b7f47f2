package dev.parley.interop;

import dev.parley.testing.Account;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.xml.stream.XMLInputFactory;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.MessageWithBodiesFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterListener;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;

/** One person with one client made of Smack, which trusts only the server's certificate. */
final class SmackPerson implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  static {
    useParserOfTheJdk();
  }

  private final XMPPTCPConnection connection;
  private final Roster roster;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> happenings = new LinkedBlockingQueue<>();
  private final Set<String> requests = ConcurrentHashMap.newKeySet();

  SmackPerson(ParleyTestServer server, Security security, Account account) throws IOException {
    var endpoint = security.of(server);
    var configuration =
        XMPPTCPConnectionConfiguration.builder()
            .setXmppDomain(server.domain())
            .setHostAddress(InetAddress.getByName(endpoint.host()))
            .setPort(endpoint.port())
            .setUsernameAndPassword(account.name(), account.password());
    var certificate = certificateOf(server);
    if (security == Security.STARTTLS) {
      configuration
          .setSecurityMode(SecurityMode.required)
          .setCustomX509TrustManager(Trust.managerOf(certificate));
    } else {
      // Smack knows TLS from the first byte only as a matter of its sockets.
      configuration
          .setSecurityMode(SecurityMode.disabled)
          .setSocketFactory(Trust.only(certificate).getSocketFactory());
    }
    connection = new XMPPTCPConnection(configuration.build());
    connection.setReplyTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    roster = Roster.getInstanceFor(connection);
    roster.setSubscriptionMode(Roster.SubscriptionMode.manual);
    connection.addSyncStanzaListener(
        stanza -> messages.add((Message) stanza), MessageWithBodiesFilter.INSTANCE);
    roster.addRosterListener(new Looking());
    roster.addSubscribeListener((from, request) -> {
      requests.add(from.asBareJid().toString());
      happenings.add(true);
      return null; // it is answered by hand
    });
  }

  /**
   * Gives Smack the parser it has elsewhere. Here it would find Aalto, which calls the prefix of a
   * default namespace "" where StAX says null: Smack asserts against that whenever an element it
   * does not know declares its namespace, and stops reading.
   */
  private static void useParserOfTheJdk() {
    String key = XMLInputFactory.class.getName();
    System.setProperty(key, XMLInputFactory.newDefaultFactory().getClass().getName());
    try {
      // Its factory is made once, when the class is loaded.
      SmackXmlParser.setXmlPullParserFactory(SmackXmlParser.getXmlPullParserFactory());
    } finally {
      System.clearProperty(key);
    }
  }

  static X509Certificate certificateOf(ParleyTestServer server) throws IOException {
    try (var file = Files.newInputStream(PythonLibrary.certificate(server))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Logs in, gets the roster and says that it is here. */
  SmackPerson comeOnline() throws IOException, SmackException, XMPPException, InterruptedException {
    connection.connect().login();
    return this;
  }

  XMPPTCPConnection connection() {
    return connection;
  }

  Roster roster() {
    return roster;
  }

  EntityBareJid bare() {
    return JidCreate.entityBareFromOrThrowUnchecked(
        connection.getConfiguration().getUsername() + "@" + connection.getXMPPServiceDomain());
  }

  /** The next message with a body. */
  Message nextMessage() throws InterruptedException {
    var message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message has come");
    }
    return message;
  }

  /** True if a message waits that nobody has asked for. */
  boolean hasMessage() {
    return !messages.isEmpty();
  }

  /** Lets both see each other's presence. */
  void befriend(SmackPerson other) throws SmackException, InterruptedException {
    ask(other);
    other.ask(this);
    until("friendship", () -> isFriendOf(other));
    other.until("friendship", () -> other.isFriendOf(this));
  }

  private void ask(SmackPerson other) throws SmackException, InterruptedException {
    roster.sendSubscriptionRequest(other.bare());
    other.until("a request", () -> other.isAskedBy(this));
    var answer = other.connection.getStanzaFactory().buildPresenceStanza();
    other.connection.sendStanza(answer.ofType(Presence.Type.subscribed).to(bare()).build());
  }

  private boolean isFriendOf(SmackPerson other) {
    var entry = roster.getEntry(other.bare());
    return entry != null && entry.getType() == ItemType.both;
  }

  /** True if this person has asked to see when one is here. */
  boolean isAskedBy(SmackPerson other) {
    return requests.contains(other.bare().toString());
  }

  /** Waits until the claim holds, which is looked at whenever something happens. */
  void until(String what, BooleanSupplier claim) throws InterruptedException {
    while (!claim.getAsBoolean()) {
      if (happenings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
        throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
      }
    }
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  /** Contacts have changed: whoever waits looks again. */
  private final class Looking implements RosterListener {
    @Override
    public void entriesAdded(Collection<Jid> addresses) {
      happenings.add(true);
    }

    @Override
    public void entriesUpdated(Collection<Jid> addresses) {
      happenings.add(true);
    }

    @Override
    public void entriesDeleted(Collection<Jid> addresses) {
      happenings.add(true);
    }

    @Override
    public void presenceChanged(Presence presence) {
      happenings.add(true);
    }
  }
}
