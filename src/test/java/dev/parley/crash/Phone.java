package dev.parley.crash;

import dev.parley.crash.Entry.Copy;
import dev.parley.testing.Account;
import dev.parley.testing.Endpoint;
import dev.parley.testing.Xml;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One of several devices of a user, which sends, has copies of what the others send and receive
 * (XEP-0280), resumes its session after a lost connection (XEP-0198 §5), and looks into the archive
 * (XEP-0313) for what it has missed where it cannot.
 */
final class Phone extends Person {
  private static final int MOST_PADDING = 2_000;
  private static final int MOST_UNACKNOWLEDGED = 100;

  private final Endpoint server;
  private final List<Account> others;
  private final Random random;
  private final ResumableSession session;
  private final CatchUp catchUp;
  private final Map<String, Long> numbers = new HashMap<>();

  Phone(Device device, Endpoint server, Play play, List<Account> others, Random random) {
    super(device, play);
    this.server = server;
    this.others = others;
    this.random = random;
    this.session = new ResumableSession(this::acknowledged);
    this.catchUp = new CatchUp(session::send, this::caughtUp);
    play.ledger().register(device.account().name(), device.name());
  }

  @Override
  void visit() {
    var connection = new Connection(device(), server, this::came);
    boolean resumable = session.isResumable();
    session.connection(connection);
    connection.open(() -> negotiate(connection));
    if (!session.isNew()) {
      session.repeat();
    } else {
      play().resumption(resumable ? Play.Resumption.REFUSED : Play.Resumption.NONE);
      settleIn();
    }
    live(connection);
  }

  private void negotiate(Connection connection) {
    if (session.isResumable()) {
      connection.send(session.resume());
      if (connection.await("resumed", "failed").local().equals("resumed")) {
        play().resumption(Play.Resumption.DONE);
        return;
      }
    }
    connection.bind(device().resource());
    connection.send(ResumableSession.ENABLE);
    connection.await("enabled");
  }

  /** Says in a new session what the lost one has known. */
  private void settleIn() {
    session.send("<iq type='set' id='carbons'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
    session.send("<presence/>");
    session.leftovers().forEach(letter -> send(letter.again()));
    catchUp.begin();
    greet();
  }

  private void live(Connection connection) {
    while (!connection.endsWithin(Duration.ofMillis(random.nextInt(50, 300)))) {
      if (isStopped() && play().isCalm()) {
        session.acknowledge();
        connection.close();
        return;
      }
      catchUp.goOn();
      if (!play().isCalm() && session.unacknowledged() < MOST_UNACKNOWLEDGED) {
        for (int i = random.nextInt(play().tempo().mostInBurst() + 1); i > 0; i--) {
          send(next());
        }
      }
      session.ask();
    }
  }

  private Letter next() {
    var recipient = others.get(random.nextInt(others.size()));
    long number = numbers.merge(recipient.name(), 1L, Long::sum);
    var sender = device().account().name() + "_" + device().resource();
    int padding = random.nextInt(20) == 0 ? random.nextInt(1, MOST_PADDING) : 0;
    var copy = new Copy(new Body(sender, recipient.name(), number), 1);
    return new Letter(copy, recipient.jid(), padding);
  }

  private void send(Letter letter) {
    var copy = letter.copy();
    play().checker().accept(new Event.Sent(System.nanoTime(), copy.body(), copy.attempt()));
    session.send(letter);
  }

  private void acknowledged(Letter letter) {
    var body = letter.copy().body();
    play().checker().accept(new Event.Acknowledged(System.nanoTime(), body));
    play().ledger().acknowledged(device().account().name(), device().name(), body);
    play().acknowledged();
  }

  /** On the reading thread. */
  private void came(Xml.Element element) {
    if (session.handles(element)) {
      if (element.local().equals("enabled")) {
        play().checker().accept(new Event.Connected(System.nanoTime(), device().name()));
        play().ledger().newSession(device().name());
      }
      return;
    }
    if (catchUp.handles(element)) {
      return;
    }
    if (element.local().equals("message")) {
      message(element);
    }
  }

  private void message(Xml.Element message) {
    var copy =
        message
            .children()
            .filter(child -> child.namespace().equals("urn:xmpp:carbons:2"))
            .findFirst();
    var carried = copy.flatMap(it -> it.child("forwarded")).flatMap(it -> it.child("message"));
    if (!"error".equals(message.attribute("type"))) {
      live(carried.orElse(message));
    } else if (carried.isEmpty()) {
      bounced(message); // of which the other devices have copies
    }
  }

  private void live(Xml.Element message) {
    var entry = Entry.live(message, device().account().jid());
    if (isForMe(entry)) {
      var text = entry.copy().body().toString();
      play()
          .checker()
          .accept(
              new Event.Delivered(
                  System.nanoTime(), device().name(), text, entry.copy().attempt()));
    }
    play().ledger().live(device().name(), entry);
    catchUp.saw(entry.id());
    play().delivered(device());
  }

  private boolean isForMe(Entry entry) {
    return entry.copy().body().to().equals(device().account().name());
  }

  private void caughtUp(Entry entry) {
    if (isForMe(entry)) {
      play().checker().accept(new Event.Stored(System.nanoTime(), entry.copy().body()));
    }
    play().ledger().caughtUp(device().name(), entry);
  }

  private void bounced(Xml.Element error) {
    play().bounced(error);
    var body = Copy.parse(String.valueOf(error.attribute("id"))).body();
    play().checker().accept(new Event.Bounced(System.nanoTime(), body));
    play().ledger().bounced(body);
  }
}
