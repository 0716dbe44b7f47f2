package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.PushStore.Registration;
import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link PushStore} promises. */
abstract class PushStoreContract extends StoreContract {
  private static final Jid SERVICE = Jid.parse("push.example");

  private PushStore push() {
    return storage.push();
  }

  private static Registration registration(String node, long millis) {
    return registration(node, millis, "device", "app");
  }

  private static Registration registration(
      String node, long millis, @Nullable String device, @Nullable String appPassword) {
    return new Registration(
        SERVICE,
        node,
        "phone",
        device,
        appPassword,
        "<x xmlns='jabber:x:data'>Ünï</x>",
        TIME.plusMillis(millis),
        null);
  }

  @Test
  void givesBackWhatWasPutTheOldestFirst() {
    create(juliet, romeo);
    Registration bare =
        new Registration(SERVICE, "", "phone", null, null, null, TIME, "item-not-found");
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

  private void putThree(Jid owner) {
    await(push().put(owner, registration("a", 1, "one", null)));
    await(push().put(owner, registration("b", 2, null, "mail")));
    await(push().put(owner, registration("c", 3, null, null)));
  }

  private List<String> nodes(Jid owner) {
    return await(push().load(owner)).stream().map(Registration::node).toList();
  }

  @Test
  void theyGoWithTheDeviceOrTheAppPassword() {
    create(juliet, romeo);
    putThree(juliet);
    putThree(romeo);

    await(storage.devices().remove(juliet, "one"));
    assertThat(nodes(juliet)).containsExactly("b", "c");
    await(storage.appPasswords().remove(juliet, "mail"));
    assertThat(nodes(juliet)).containsExactly("c");
    assertThat(nodes(romeo)).containsExactly("a", "b", "c");
  }

  @Test
  void theyGoWhenNothingLetsAnybodyInAnyMore() {
    create(juliet, romeo);
    putThree(juliet);
    putThree(romeo);

    await(storage.accounts().setKeys(juliet, List.of()));
    await(storage.accounts().setEnabled(romeo, true));
    assertThat(nodes(juliet)).isEmpty();
    assertThat(nodes(romeo)).containsExactly("a", "b", "c");
    await(storage.accounts().setEnabled(romeo, false));
    assertThat(nodes(romeo)).isEmpty();
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
