package dev.parley.server.transfer;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.home.RowIds;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.Backend;
import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.core.storage.PubsubStore.StoredSubscription;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StoredRosterItem;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What leaves in a file comes back as it was, and what others have written is understood. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransferContract {
  private static final Instant TIME = Instant.parse("2026-11-20T07:31:39.123Z");
  private static final Jid JULIET = Jid.parse("juliet@capulet.example");
  private static final Jid ROMEO = Jid.parse("romeo@montague.example");
  private static final int MESSAGES = 1_234;

  private final List<String> problems = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final PasswordHasher hasher = new PasswordHasher(vertx, 1, 4_096);

  @TempDir Path folder;

  private @Nullable Backend backend;

  /** Opens a database of its own, in this folder if it is a file. */
  abstract Backend open(Path place);

  @BeforeAll
  void openDatabase(@TempDir Path place) {
    backend = open(place);
  }

  @AfterAll
  void closeDatabase() {
    Objects.requireNonNull(backend).close();
    await(hasher.close());
    await(vertx.close());
  }

  @BeforeEach
  void forgetAccounts() {
    problems.clear();
    await(storage().accounts().delete(JULIET));
    await(storage().accounts().delete(ROMEO));
  }

  private Storage storage() {
    return Objects.requireNonNull(backend).storage();
  }

  private AccountImport importer() {
    var accounts = new Accounts(storage().accounts(), hasher, Clock.systemUTC(), change -> {});
    return new AccountImport(
        storage(),
        accounts,
        domain -> domain.endsWith(".example"),
        () -> TIME.plusSeconds(90_000),
        problems::add);
  }

  private String exported(Jid account) {
    var export = new AccountExport(storage());
    StringBuilder file = new StringBuilder();
    String place = null;
    do {
      AccountExport.Part part = await(export.part(account, place)).orElseThrow();
      file.append(part.xml());
      place = part.next();
    } while (place != null);
    return file.toString();
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private AccountImport.Summary read(String content) {
    return importer().read(file("accounts.xml", content));
  }

  private static String user(String details) {
    return "<server-data xmlns='urn:xmpp:pie:0'><host jid='capulet.example'>"
        + "<user name='juliet' password='r0m30'>"
        + details
        + "</user></host></server-data>";
  }

  private Stores stores() {
    return Stores.of(storage());
  }

  private static long row(int number) {
    return RowIds.first(TIME.toEpochMilli() + number / 3) + number % 3;
  }

  private void fill() {
    byte[] twenty = new byte[20];
    byte[] salt = {1, -2, 3};
    await(
        storage()
            .accounts()
            .create(
                new Account(
                    JULIET,
                    false,
                    TIME,
                    List.of(new ScramKey("SCRAM-SHA-1", 10_000, salt, twenty, twenty)))));
    contacts();
    await(
        stores()
            .privateXml()
            .put(
                JULIET,
                "exodus:prefs exodus",
                XmlReader.read("<exodus xmlns='exodus:prefs'><a>Ü</a></exodus>", "")));
    await(
        stores()
            .cards()
            .put(
                JULIET,
                XmlReader.read(
                    "<vCard xmlns='vcard-temp'><FN>Juliet &amp; &lt;R></FN></vCard>", "")));
    await(stores().blocked().put(JULIET, "tybalt@capulet.example\nspam.example"));
    await(
        stores()
            .preferences()
            .put(
                JULIET,
                XmlReader.read(
                    "<prefs xmlns='urn:xmpp:mam:2'"
                        + " default='roster'><always><jid>romeo@montague.example</jid>"
                        + "</always><never/></prefs>",
                    "")));
    nodes();
    messages();
  }

  private void contacts() {
    var rosters = storage().rosters();
    await(
        rosters.put(
            JULIET,
            new StoredRosterItem(
                ROMEO,
                "Romeo",
                List.of("Friends", "Verona"),
                "both",
                false,
                true,
                null,
                5,
                false)));
    await(
        rosters.put(
            JULIET,
            new StoredRosterItem(
                Jid.parse("nurse@capulet.example"),
                null,
                List.of(),
                "none",
                true,
                false,
                null,
                6,
                false)));
    await(
        rosters.put(
            JULIET,
            new StoredRosterItem(
                Jid.parse("paris@capulet.example"),
                null,
                List.of(),
                "none",
                false,
                false,
                "<presence xmlns='jabber:client' from='paris@capulet.example'"
                    + " type='subscribe'><status>Hi</status></presence>",
                0,
                true)));
  }

  private void nodes() {
    var pubsub = storage().pubsub();
    for (int i = 0; i < 60; i++) {
      await(
          pubsub.create(
              JULIET,
              true,
              new StoredNode("urn:example:" + (100 + i), "{}", TIME, Map.of(), List.of())));
    }
    String bookmarks = "urn:xmpp:bookmarks:1";
    await(
        pubsub.create(
            JULIET,
            true,
            new StoredNode(
                bookmarks,
                "{\"ACCESS_MODEL\":[\"whitelist\"],\"MAX_ITEMS\":[\"max\"],"
                    + "\"SEND_LAST_PUBLISHED_ITEM\":[\"never\"]}",
                TIME,
                Map.of(),
                List.of())));
    await(pubsub.affiliate(JULIET, bookmarks, ROMEO, "member"));
    await(
        pubsub.subscribe(
            JULIET, bookmarks, new StoredSubscription(ROMEO, "123-abc", "subscribed", "{}")));
    Future<Void> published = Future.succeededFuture();
    for (int i = 1; i <= 150; i++) {
      var item =
          new StoredItem(
              "room" + i + "@muc.example",
              i,
              JULIET.withResource("phone"),
              "<conference xmlns='urn:xmpp:bookmarks:1' name='A &lt; B'/>");
      published = storage().pubsubItems().publish(new NodeKey(JULIET, bookmarks), item, 0);
    }
    await(published);
  }

  private void messages() {
    Future<Void> written = Future.succeededFuture();
    for (int i = 0; i < MESSAGES; i++) {
      boolean sent = i % 2 == 0;
      Jid peer = ROMEO.withResource("orchard");
      Jid from = sent ? JULIET.withResource("balcony") : peer;
      String stanza =
          "<message type='chat' to='"
              + (sent ? peer : JULIET)
              + "' from='"
              + from
              + "' id='m"
              + i
              + "'><body>Hark "
              + i
              + "</body></message>";
      var entry = new ArchiveStore.Entry(row(i), peer, sent, "m" + i, stanza);
      written = storage().archive().append(JULIET, entry);
    }
    await(written);
    var offline = storage().offline();
    int newest = MESSAGES - 1;
    await(
        offline.append(
            JULIET, row(newest), Instant.ofEpochMilli(RowIds.millis(row(newest))), null, 64));
    String stanza =
        "<message xmlns='jabber:client' to='juliet@capulet.example'"
            + " from='romeo@montague.example/orchard' id='w1'><body>Wait</body></message>";
    await(offline.append(JULIET, row(MESSAGES + 9), TIME.plusSeconds(9), stanza, stanza.length()));
  }

  @Test
  void whatLeavesComesBackAsItWas() {
    fill();
    String before = exported(JULIET);
    assertThat(before).contains("Hark " + (MESSAGES - 1), "room150@muc.example", "<disabled");
    await(storage().accounts().delete(JULIET));

    assertThat(read(before)).isEqualTo(new AccountImport.Summary(1, 0, MESSAGES));

    assertThat(problems).isEmpty();
    List<String> after = exported(JULIET).lines().toList();
    List<String> expected = before.lines().toList();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(after.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(after).hasSameSizeAs(expected);
    assertThat(await(storage().accounts().find(JULIET)).orElseThrow().enabled()).isFalse();
    assertThat(await(storage().archive().bounds(JULIET)).orElseThrow().newest())
        .isEqualTo(row(MESSAGES - 1));
    assertThat(await(storage().offline().load(JULIET, 0, 10)))
        .extracting(row -> row.archived())
        .containsExactly(true, false);
  }

  @Test
  void nobodyIsExportedTwice() {
    assertThat(await(new AccountExport(storage()).part(JULIET, null))).isEmpty();
    assertThatThrownBy(() -> new AccountExport(storage()).part(JULIET, "elsewhere"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filesOfOthersAreUnderstood() throws Exception {
    for (String name : List.of("prosody.xml", "ejabberd.xml", "ejabberd_capulet.xml")) {
      try (var stream =
          Objects.requireNonNull(getClass().getResourceAsStream("/transfer/" + name))) {
        Files.copy(stream, folder.resolve(name));
      }
    }
    assertThat(importer().read(folder.resolve("ejabberd.xml")).imported()).isEqualTo(1);
    assertThat(importer().read(folder.resolve("prosody.xml")).imported()).isEqualTo(1);

    var juliet = await(storage().accounts().find(JULIET)).orElseThrow();
    assertThat(juliet.enabled()).isTrue();
    assertThat(juliet.keys()).extracting(ScramKey::mechanism).containsExactly("SCRAM-SHA-1");
    assertThat(await(storage().rosters().load(JULIET)).items())
        .extracting(item -> item.contact() + " " + item.subscription() + " " + item.groups())
        .containsExactly("romeo@montague.example both [Friends]");
    assertThat(await(storage().offline().load(JULIET, 0, 10)).get(0).received())
        .isEqualTo(Instant.parse("2020-07-21T00:32:29Z"));
    assertThat(await(stores().blocked().get(JULIET))).contains("tybalt@capulet.example");

    var bookmarks = new NodeKey(ROMEO, "urn:xmpp:bookmarks:1");
    assertThat(await(storage().pubsubItems().newer(bookmarks, 0, 10)))
        .extracting(StoredItem::id)
        .containsExactly("play@muc.example", "orchard@muc.example");
    assertThat(await(storage().pubsub().load(ROMEO, bookmarks.node())).orElseThrow().config())
        .contains("whitelist");
    assertThat(await(stores().avatars().get(ROMEO)))
        .contains("86f7e437faa5a7fce15d1ddcb9eaeaea377667b8");
    assertThat(await(storage().archive().count(ROMEO, ArchiveStore.Filter.ALL))).isEqualTo(2);
    assertThat(await(storage().accounts().find(ROMEO)).orElseThrow().keys()).isNotEmpty();
    assertThat(problems)
        .containsExactly(
            folder.resolve("ejabberd_capulet.xml")
                + ":14, <query>: not taken over: a rule of the privacy list public",
            folder.resolve("prosody.xml")
                + ":25, <configure>: not taken over: the setting pubsub#unheard_of of"
                + " urn:xmpp:bookmarks:1",
            folder.resolve("prosody.xml")
                + ":53, <smacks>: not taken over: nobody here understands this");
  }

  @Test
  void whoExistsIsLeftAlone() {
    await(storage().accounts().create(new Account(JULIET, true, TIME, List.of())));
    assertThat(read(user("")).left()).isEqualTo(1);
    assertThat(problems).singleElement().asString().contains("exists already");
    assertThat(await(storage().accounts().find(JULIET)).orElseThrow().keys()).isEmpty();
  }

  @Test
  void domainsOfOthersAreLeftOut() {
    assertThat(read(user("").replace("capulet.example", "elsewhere.invalid")).left()).isEqualTo(1);
    assertThat(problems).singleElement().asString().contains("not a domain of this server");
  }

  @Test
  void whatWasBrokenOffBeginsAnew() {
    String archived =
        "<archive xmlns='urn:xmpp:pie:0#mam'><result xmlns='urn:xmpp:mam:2' id='1'><forwarded"
            + " xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay'"
            + " stamp='2010-07-10T23:08:25Z'/><message xmlns='jabber:client'"
            + " from='romeo@montague.example/a'"
            + " to='juliet@capulet.example'><body>Hi</body></message></forwarded></result></archive>";
    assertThatThrownBy(() -> read(user(archived + "<oops></user>")))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("accounts.xml:1: this cannot be read");
    assertThat(await(storage().accounts().find(JULIET)).orElseThrow().enabled()).isFalse();

    assertThat(read(user(archived)).imported()).isEqualTo(1);
    assertThat(await(storage().accounts().find(JULIET)).orElseThrow().enabled()).isTrue();
    assertThat(await(storage().archive().count(JULIET, ArchiveStore.Filter.ALL))).isEqualTo(1);
  }

  @Test
  void whatIsDangerousIsRefused() throws Exception {
    String dtd = "<!DOCTYPE a [<!ENTITY b 'c'>]>";
    assertThatThrownBy(() -> read(dtd + user("<x xmlns='x'>&b;</x>")))
        .hasMessageContaining("document type");
    assertThatThrownBy(() -> read(user("<x>".repeat(201) + "</x>".repeat(201))))
        .hasMessageContaining("within each other");
    for (String href : List.of("../x.xml", "/etc/passwd", "file:x", "missing.xml", "link.xml")) {
      Files.deleteIfExists(folder.resolve("link.xml"));
      Files.createSymbolicLink(folder.resolve("link.xml"), file("real.xml", user("")));
      String include =
          "<server-data xmlns='urn:xmpp:pie:0'>"
              + "<include xmlns='http://www.w3.org/2001/XInclude' href='HREF'/></server-data>";
      assertThatThrownBy(() -> read(include.replace("HREF", href)))
          .isInstanceOf(TransferException.class)
          .hasMessageContaining("includes");
    }
    assertThatThrownBy(() -> read("<html/>")).hasMessageContaining("<html> is not what");
    assertThatThrownBy(() -> read("")).isInstanceOf(TransferException.class);
    assertThatThrownBy(() -> importer().read(folder.resolve("none.xml")))
        .hasMessageContaining("cannot be read");
    assertThat(await(storage().accounts().find(ROMEO))).isEmpty();
  }
}
