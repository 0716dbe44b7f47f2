package dev.parley.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.Origin;
import dev.parley.core.bus.Shard;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where stanzas go (RFC 6120 §10), and which are never answered (§8.3.1). */
final class RouterTest {
  private static final Jid JULIET = Jid.parse("juliet@example.com/balcony");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Bus bus = new Bus(vertx);
  private final List<Stanza> left = new ArrayList<>();
  private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
  private final Router router =
      new Router(bus, domain -> domain.equals("example.com"), this::leaves);

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** There is a way to example.org, and to nobody else. */
  private boolean leaves(Stanza stanza, @Nullable Origin origin) {
    left.add(stanza);
    return String.valueOf(stanza.to()).endsWith("example.org");
  }

  private static Stanza stanza(String xml) {
    return Stanza.parse(XmlReader.read(xml, "jabber:client"));
  }

  private void hear(String name, BusAddress<?> address) throws Exception {
    Future<?> there = bus.consume(context, address, body -> arrived.add(name));
    there.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private @Nullable String next() throws InterruptedException {
    return arrived.poll(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # stanza                                               | answerable
          <iq from='a@b' type='get' id='1'><q xmlns='urn:x'/></iq> | true
          <iq from='a@b' type='set' id='1'><q xmlns='urn:x'/></iq> | true
          <iq from='a@b' type='result' id='1'/>                    | false
          <iq from='a@b' type='error' id='1'/>                     | false
          <iq type='get' id='1'><q xmlns='urn:x'/></iq>            | false
          <message from='a@b'/>                                    | true
          <message from='a@b' type='headline'/>                    | true
          <message from='a@b' type='error'/>                       | false
          <presence from='a@b'/>                                   | true
          <presence from='a@b' type='subscribe'/>                  | true
          <presence from='a@b' type='error'/>                      | false
          """)
  void errorsAndResultsAreNotAnswered(String xml, boolean answerable) {
    assertThat(Router.isAnswerable(stanza(xml))).isEqualTo(answerable);
  }

  @Test
  void anIqToADomainGoesToTheHomeOfWhoAsks() throws Exception {
    Jid domain = Jid.parse("example.com");
    assertThat(Shard.of(domain)).isNotEqualTo(Shard.of(JULIET));
    hear("home of the domain", Addresses.iq(Shard.of(domain)));
    hear("home of Juliet", Addresses.iq(Shard.of(JULIET)));
    router.route(asking(JULIET));
    assertThat(next()).isEqualTo("home of Juliet");
    router.route(asking(Jid.parse("romeo@example.org/orchard")));
    assertThat(next()).isEqualTo("home of the domain");
  }

  private static Stanza asking(Jid from) {
    return stanza(
        "<iq type='get' id='1' from='" + from + "' to='example.com'><q xmlns='urn:x'/></iq>");
  }

  @Test
  void theHomeHearsWhomPresenceWasSentTo() throws Exception {
    Jid romeo = Jid.parse("romeo@example.com");
    assertThat(Shard.of(romeo)).isNotEqualTo(Shard.of(JULIET));
    hear("home of Romeo", Addresses.presence(Shard.of(romeo)));
    hear("home of Juliet", Addresses.presence(Shard.of(JULIET)));
    Stanza presence = stanza("<presence from='" + JULIET + "' to='" + romeo + "'/>");
    router.outbound(presence, Shard.of(JULIET), false, null);
    assertThat(List.of(String.valueOf(next()), String.valueOf(next())))
        .containsExactlyInAnyOrder("home of Romeo", "home of Juliet");
  }

  @Test
  void whatHasNoWayOutComesBackUnlessItIsAnError() throws Exception {
    hear("message", Addresses.message(Shard.of(JULIET)));
    hear("presence", Addresses.presence(Shard.of(JULIET)));
    router.route(stanza("<presence type='error' from='" + JULIET + "' to='a@nowhere.example'/>"));
    router.route(stanza("<message from='" + JULIET + "' to='a@nowhere.example'/>"));
    router.route(stanza("<message from='" + JULIET + "' to='a@example.org'/>"));
    assertThat(next()).isEqualTo("message");
    router.refuse(
        stanza("<presence from='" + JULIET + "'/>"),
        StanzaError.of(StanzaError.Condition.REMOTE_SERVER_NOT_FOUND));
    assertThat(next()).isEqualTo("presence");
    assertThat(arrived).isEmpty();
    assertThat(left).hasSize(3);
  }
}
