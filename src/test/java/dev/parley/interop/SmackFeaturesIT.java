package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Account;
import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import dev.parley.testing.Trust;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smackx.httpfileupload.HttpFileUploadManager;
import org.jivesoftware.smackx.pubsub.Item;
import org.jivesoftware.smackx.pubsub.LeafNode;
import org.jivesoftware.smackx.pubsub.PayloadItem;
import org.jivesoftware.smackx.pubsub.PubSubManager;
import org.jivesoftware.smackx.pubsub.SimplePayload;
import org.jivesoftware.smackx.usertune.UserTuneManager;
import org.jivesoftware.smackx.usertune.element.UserTuneElement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What people publish (XEP-0060, XEP-0163) and upload (XEP-0363), with Smack. */
class SmackFeaturesIT {
  private static final long PATIENCE_SECONDS = 30;

  private static ParleyTestServer server;

  private Account romeos;
  private SmackPerson juliet;
  private SmackPerson romeo;

  @BeforeAll
  static void start() {
    server = ParleyTestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void comeOnline() throws Exception {
    var accounts = new AccountFactory(server);
    romeos = accounts.create("romeo");
    juliet = new SmackPerson(server, Security.STARTTLS, accounts.create("juliet")).comeOnline();
    romeo = new SmackPerson(server, Security.STARTTLS, romeos).comeOnline();
  }

  @AfterEach
  void leave() {
    juliet.close();
    romeo.close();
  }

  /** What this person hears of others' music. */
  private static BlockingQueue<String> tunes(SmackPerson person) throws Exception {
    BlockingQueue<String> titles = new LinkedBlockingQueue<>();
    UserTuneManager.getInstanceFor(person.connection())
        .addUserTuneListener(
            (from, tune, id, carrier) -> titles.add(from + ": " + tune.getTitle()));
    return titles;
  }

  @Test
  void friendsHearWhatIsPublished() throws Exception {
    juliet.befriend(romeo);
    var heard = tunes(romeo);
    UserTuneManager.getInstanceFor(juliet.connection())
        .publishUserTune(UserTuneElement.getBuilder().setTitle("O mio babbino caro").build());
    var expected = juliet.bare() + ": O mio babbino caro";
    assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(expected);

    try (var later = new SmackPerson(server, Security.STARTTLS, romeos)) {
      var heardLater = tunes(later);
      later.comeOnline();
      assertThat(heardLater.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(expected);
    }
  }

  private static Item poem(int number) {
    return new PayloadItem<>(
        "poem" + number,
        new SimplePayload("<line xmlns='urn:example:poem'>line " + number + "</line>"));
  }

  @Test
  void aNodeIsConfiguredFilledReadAndDeleted() throws Exception {
    var service = JidCreate.bareFrom("pubsub." + server.domain());
    var hers = PubSubManager.getInstanceFor(juliet.connection(), service);
    var name = "poems-of-" + juliet.bare().getLocalpart();
    var form = hers.getDefaultConfiguration().getFillableForm();
    form.setTitle("Poems");
    form.setMaxItems(2);
    form.setPersistentItems(true);
    var node = (LeafNode) hers.createNode(name, form);
    for (int i = 1; i <= 3; i++) {
      node.publish(poem(i));
    }

    var his = PubSubManager.getInstanceFor(romeo.connection(), service);
    var seen = his.getLeafNode(name);
    List<Item> items = seen.getItems();
    assertThat(items).extracting(Item::getId).containsExactlyInAnyOrder("poem2", "poem3");
    assertThat(seen.discoverItems().getItems()).hasSize(2);
    assertThatThrownBy(() -> seen.deleteItem("poem2"))
        .isInstanceOf(XMPPErrorException.class)
        .hasMessageContaining("forbidden");
    assertThatThrownBy(() -> his.deleteNode(name))
        .isInstanceOf(XMPPErrorException.class)
        .hasMessageContaining("forbidden");
    assertThat(hers.deleteNode(name)).isTrue();
  }

  @Test
  void whatIsUploadedCanBeFetched() throws Exception {
    var uploads = HttpFileUploadManager.getInstanceFor(juliet.connection());
    var trust = Trust.only(SmackPerson.certificateOf(server));
    uploads.setTlsContext(trust);
    assertThat(uploads.discoverUploadService()).isTrue();
    var bytes = "What's in a name?".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    URL url = uploads.uploadFile(new ByteArrayInputStream(bytes), "rose & thorn.txt", bytes.length);
    var http = HttpClient.newBuilder().sslContext(trust).build();
    var answer = http.send(HttpRequest.newBuilder(url.toURI()).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(bytes);
  }
}
