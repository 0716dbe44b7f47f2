package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.PushStore.Registration;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

/** What {@link PushStore} promises. */
abstract class PushStoreContract extends StoreContract {
  private static final Jid SERVICE = Jid.parse("push.example");

  private PushStore push() {
    return storage.push();
  }

  private static Registration registration(String node, long millis) {
    return new Registration(
        SERVICE,
        node,
        "phone",
        "device",
        "<x xmlns='jabber:x:data'>Ünï</x>",
        TIME.plusMillis(millis),
        null);
  }

  @Test
  void givesBackWhatWasPutTheOldestFirst() {
    create(juliet, romeo);
    Registration bare = new Registration(SERVICE, "", "phone", null, null, TIME, "item-not-found");
    await(push().put(juliet, registration("b", 1)));
    await(push().put(juliet, registration("a", 2)));
    await(push().put(juliet, bare));

    assertThat(await(push().load(juliet)))
        .containsExactly(bare, registration("b", 1), registration("a", 2));
    assertThat(await(push().load(romeo))).isEmpty();
  }

  @Test
  void oneIsReplacedByTheNextForTheSameNode() {
    create(juliet);
    await(push().put(juliet, registration("a", 1).failed("gone")));
    await(push().put(juliet, registration("a", 2)));

    assertThat(await(push().load(juliet))).containsExactly(registration("a", 2));
  }

  @Test
  void removesTheNamedOneOfTheOwnerOnly() {
    create(juliet, romeo);
    await(push().put(juliet, registration("a", 1)));
    await(push().put(juliet, registration("b", 1)));
    await(push().put(romeo, registration("a", 1)));

    await(push().remove(juliet, SERVICE, "a"));
    await(push().remove(juliet, SERVICE, "missing"));

    assertThat(await(push().load(juliet))).containsExactly(registration("b", 1));
    assertThat(await(push().load(romeo))).containsExactly(registration("a", 1));
  }

  @Test
  void theyGoWithTheAccountAndNobodyElseHasAny() {
    create(juliet);
    await(push().put(juliet, registration("a", 1)));
    await(storage.accounts().delete(juliet));
    create(juliet);

    assertThat(await(push().load(juliet))).isEmpty();
    assertFails(push().put(jid("nobody"), registration("a", 1)), Kind.NO_ACCOUNT);
  }
}
