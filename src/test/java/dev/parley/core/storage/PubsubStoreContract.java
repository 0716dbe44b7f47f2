package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.PubsubItemStore.StoredItem;
import dev.parley.core.storage.PubsubStore.NodeKey;
import dev.parley.core.storage.PubsubStore.NodeSubscription;
import dev.parley.core.storage.PubsubStore.StoredAffiliation;
import dev.parley.core.storage.PubsubStore.StoredNode;
import dev.parley.core.storage.PubsubStore.StoredSubscription;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link PubsubStore} promises. */
abstract class PubsubStoreContract extends StoreContract {

  private PubsubStore nodes() {
    return storage.pubsub();
  }

  private Jid service() {
    return Jid.parse("pubsub." + domain);
  }

  private static StoredNode node(String name, Map<Jid, String> affiliations) {
    return new StoredNode(name, "{\"title\":\"Ü\"}", TIME, affiliations, List.of());
  }

  private void make(Jid service, String... names) {
    for (String name : names) {
      await(nodes().create(service, service.local() != null, node(name, Map.of())));
    }
  }

  private static StoredSubscription subscription(Jid jid, String state) {
    return new StoredSubscription(jid, "s1", state, "{}");
  }

  @Test
  void givesBackWhatWasMade() {
    var made = node("princely_musings", Map.of(juliet, "owner", romeo, "member"));
    await(nodes().create(service(), false, made));

    assertThat(await(nodes().load(service(), "princely_musings"))).contains(made);
    assertThat(await(nodes().load(service(), "other"))).isEmpty();
    assertThat(await(nodes().load(juliet, "princely_musings"))).isEmpty();
  }

  @Test
  void aNameIsUniqueWithinItsService() {
    create(juliet);
    make(service(), "a");
    make(juliet, "a");
    assertFails(nodes().create(service(), false, node("a", Map.of())), Kind.CONFLICT);
  }

  @Test
  void theNodesOfAnAccountGoWithIt() {
    assertFails(nodes().create(juliet, true, node("a", Map.of())), Kind.NO_ACCOUNT);
    create(juliet);
    make(juliet, "a");
    await(storage.pubsubItems().publish(new NodeKey(juliet, "a"), item("i", 1), 0));

    await(storage.accounts().delete(juliet));
    create(juliet);

    assertThat(await(nodes().names(juliet, "", 10))).isEmpty();
    make(juliet, "a");
    assertThat(await(storage.pubsubItems().count(new NodeKey(juliet, "a"), 0))).isZero();
  }

  private StoredItem item(String id, long position) {
    return new StoredItem(id, position, juliet.withResource("balcony"), "<x/>");
  }

  @Test
  void listsNamesInPages() {
    make(service(), "c", "a", "B", "ä");
    make(Jid.parse("pubsub2." + domain), "other");

    assertThat(await(nodes().names(service(), "", 10))).containsExactly("B", "a", "c", "ä");
    assertThat(await(nodes().names(service(), "a", 1))).containsExactly("c");
    assertThat(await(nodes().count(service()))).isEqualTo(4);
  }

  @Test
  void changesConfigurationAndDeletes() {
    make(service(), "a", "b");
    await(nodes().configure(service(), "a", "{\"x\":1}"));
    assertThat(await(nodes().load(service(), "a")).orElseThrow().config()).isEqualTo("{\"x\":1}");

    await(nodes().delete(service(), "a"));

    assertThat(await(nodes().load(service(), "a"))).isEmpty();
    assertThat(await(nodes().names(service(), "", 10))).containsExactly("b");
  }

  @Test
  void keepsAffiliations() {
    make(service(), "a", "b");
    await(nodes().affiliate(service(), "a", romeo, "member"));
    await(nodes().affiliate(service(), "a", romeo, "publisher"));
    await(nodes().affiliate(service(), "b", romeo, "outcast"));
    await(nodes().affiliate(service(), "b", juliet, "owner"));

    assertThat(await(nodes().affiliations(service(), romeo, 10)))
        .containsExactly(
            new StoredAffiliation("a", "publisher"), new StoredAffiliation("b", "outcast"));
    await(nodes().affiliate(service(), "b", romeo, "none"));
    assertThat(await(nodes().load(service(), "b")).orElseThrow().affiliations())
        .isEqualTo(Map.of(juliet, "owner"));
  }

  @Test
  void keepsSubscriptionsByTheirExactJid() {
    make(service(), "a", "b");
    Jid full = romeo.withResource("orchard");
    await(nodes().subscribe(service(), "a", subscription(romeo, "pending")));
    await(nodes().subscribe(service(), "a", subscription(romeo, "subscribed")));
    await(nodes().subscribe(service(), "a", subscription(full, "subscribed")));
    await(nodes().subscribe(service(), "b", subscription(juliet, "subscribed")));

    assertThat(await(nodes().subscriptions(service(), romeo, 10)))
        .containsExactly(
            new NodeSubscription("a", subscription(romeo, "subscribed")),
            new NodeSubscription("a", subscription(full, "subscribed")));
    assertThat(await(nodes().subscribed(romeo, 10))).containsExactly(new NodeKey(service(), "a"));

    await(nodes().unsubscribe(service(), "a", romeo));

    assertThat(await(nodes().load(service(), "a")).orElseThrow().subscriptions())
        .containsExactly(subscription(full, "subscribed"));
    assertThat(await(nodes().subscribed(romeo, 10))).isEmpty();
  }

  @Test
  void forgetsSomebodyEverywhere() {
    make(service(), "a", "b", "c");
    Jid full = romeo.withResource("orchard");
    await(
        Future.all(
            nodes().affiliate(service(), "a", romeo, "owner"),
            nodes().affiliate(service(), "a", juliet, "owner"),
            nodes().subscribe(service(), "b", subscription(full, "subscribed")),
            nodes().subscribe(service(), "b", subscription(juliet, "subscribed"))));

    assertThat(await(nodes().involved(romeo)))
        .containsExactlyInAnyOrder(new NodeKey(service(), "a"), new NodeKey(service(), "b"));
    await(nodes().forget(romeo));

    assertThat(await(nodes().involved(romeo))).isEmpty();
    assertThat(await(nodes().load(service(), "a")).orElseThrow().affiliations())
        .isEqualTo(Map.of(juliet, "owner"));
    assertThat(await(nodes().load(service(), "b")).orElseThrow().subscriptions())
        .containsExactly(subscription(juliet, "subscribed"));
  }
}
