package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What {@link DeviceStore} and {@link AppPasswordStore} promise, and the keys of accounts with
 * them.
 */
abstract class LoginStoreContract extends StoreContract {
  private static final ScramKey SHA1 = key("SCRAM-SHA-1", 1);
  private static final ScramKey SHA256 = key("SCRAM-SHA-256", 2);
  private static final ScramKey BETTER_SHA1 = key("SCRAM-SHA-1", 3);
  private static final ScramKey BETTER_SHA256 = key("SCRAM-SHA-256", 4);

  private static ScramKey key(String mechanism, int seed) {
    byte[] bytes = {(byte) seed, 0, -1, 39, 92};
    return new ScramKey(mechanism, 10_000 + seed, bytes, bytes, bytes);
  }

  private static Device device(String id, long seconds, @Nullable String appPassword) {
    var time = TIME.plusSeconds(seconds);
    return new Device(id, "Client", "Phone", time, time, appPassword == null, appPassword);
  }

  private static FastToken token(int seed, @Nullable String appPassword) {
    byte[] nonce = {(byte) seed, 0, 1};
    return new FastToken(
        "HT-SHA-256-NONE", nonce, TIME, TIME.plusSeconds(60), false, 0, appPassword);
  }

  private List<Byte> tokens(String device) {
    return await(storage.devices().tokens(juliet, device)).stream()
        .map(token -> token.nonce()[0])
        .toList();
  }

  @Test
  void remembersWhenADeviceCameFirstAndLast() {
    create(juliet);
    var devices = storage.devices();
    await(devices.entered(juliet, device("a", 0, null), null));
    await(devices.entered(juliet, device("b", 5, "app"), null));
    await(devices.entered(juliet, device("a", 9, "app"), null));

    var list = await(devices.list(juliet));
    assertThat(list).extracting(Device::id).containsExactly("a", "b");
    assertThat(list.get(0).firstSeen()).isEqualTo(TIME);
    assertThat(list.get(0).lastSeen()).isEqualTo(TIME.plusSeconds(9));
    assertThat(list.get(0).password()).isTrue();
    assertThat(list.get(0).appPassword()).isEqualTo("app");
    assertThat(list.get(1).password()).isFalse();
    await(devices.seen(juliet, "b", TIME.plusSeconds(20)));
    assertThat(await(devices.list(juliet))).extracting(Device::id).containsExactly("b", "a");
    assertThat(await(devices.list(romeo))).isEmpty();
  }

  @Test
  void aDeviceOfNobodyIsRefused() {
    assertFails(
        storage.devices().entered(romeo, device("a", 0, null), null),
        StorageException.Kind.NO_ACCOUNT);
  }

  @Test
  void aNewTokenReplacesTheOldOneWhenItIsUsed() {
    create(juliet);
    var devices = storage.devices();
    await(devices.entered(juliet, device("a", 0, null), token(1, null)));
    assertThat(await(devices.use(juliet, "a", token(1, null), 0))).isTrue();
    await(devices.entered(juliet, device("a", 0, null), token(2, null)));
    await(devices.entered(juliet, device("a", 0, null), token(3, null)));
    assertThat(tokens("a")).containsExactly((byte) 3, (byte) 1);

    assertThat(await(devices.use(juliet, "a", token(2, null), 0))).isFalse();
    assertThat(await(devices.use(juliet, "a", token(1, null), 0))).isTrue();
    assertThat(tokens("a")).containsExactly((byte) 3, (byte) 1);
    assertThat(await(devices.use(juliet, "a", token(3, null), 0))).isTrue();
    assertThat(tokens("a")).containsExactly((byte) 3);
    assertThat(await(devices.use(juliet, "a", token(1, null), 0))).isFalse();
    assertThat(await(devices.use(juliet, "b", token(3, null), 0))).isFalse();
    assertThat(await(devices.use(romeo, "a", token(3, null), 0))).isFalse();
  }

  @Test
  void whoComesInWhileTheAccountIsDisabledGetsNoTokenOfUse() {
    create(juliet);
    await(storage.devices().entered(juliet, device("a", 0, null), token(1, null)));
    await(storage.accounts().setEnabled(juliet, false));
    await(storage.devices().entered(juliet, device("a", 1, null), token(2, null)));
    assertThat(tokens("a")).isEmpty();
  }

  @Test
  void countsOfATokenGrow() {
    create(juliet);
    var devices = storage.devices();
    await(devices.entered(juliet, device("a", 0, null), token(1, null)));
    assertThat(await(devices.use(juliet, "a", token(1, null), 0))).isTrue();
    assertThat(await(devices.use(juliet, "a", token(1, null), 4))).isTrue();
    assertThat(await(devices.use(juliet, "a", token(1, null), 4))).isFalse();
    assertThat(await(devices.use(juliet, "a", token(1, null), 3))).isFalse();
    assertThat(await(devices.use(juliet, "a", token(1, null), 0))).isFalse();
    assertThat(await(devices.use(juliet, "a", token(1, null), 5))).isTrue();
    assertThat(await(devices.tokens(juliet, "a")).get(0).count()).isEqualTo(5);
  }

  @Test
  void tokensGoWithTheirDevice() {
    create(juliet, romeo);
    var devices = storage.devices();
    await(devices.entered(juliet, device("a", 0, null), token(1, null)));
    await(devices.entered(juliet, device("b", 0, null), token(2, null)));
    await(devices.entered(romeo, device("a", 0, null), token(3, null)));
    assertThat(await(devices.withTokens(juliet, TIME))).containsExactlyInAnyOrder("a", "b");
    assertThat(await(devices.withTokens(juliet, TIME.plusSeconds(61)))).isEmpty();
    await(devices.invalidate(juliet, "b", token(2, null)));
    assertThat(tokens("b")).isEmpty();
    assertThat(await(devices.remove(juliet, "a"))).isTrue();
    assertThat(await(devices.remove(juliet, "a"))).isFalse();
    assertThat(tokens("a")).isEmpty();
    assertThat(await(devices.tokens(romeo, "a"))).hasSize(1);
  }

  @Test
  void forgetsOldDevicesAndThoseThatAreTooMany() {
    create(juliet);
    var devices = storage.devices();
    for (int i = 0; i < 5; i++) {
      await(devices.entered(juliet, device("d" + i, i, null), token(i, null)));
    }
    await(devices.prune(juliet, TIME.plusSeconds(1), 3));
    assertThat(await(devices.list(juliet)))
        .extracting(Device::id)
        .containsExactly("d4", "d3", "d2");
    assertThat(tokens("d0")).isEmpty();
    await(devices.prune(juliet, TIME.plusSeconds(4), 3));
    assertThat(await(devices.list(juliet))).extracting(Device::id).containsExactly("d4");
  }

  @Test
  void anotherPasswordEndsWhatWasGivenOutForTheOldOne() {
    await(storage.accounts().create(new Account(juliet, true, TIME, List.of(SHA1))));
    await(storage.devices().entered(juliet, device("a", 0, null), token(1, null)));
    await(storage.appPasswords().add(juliet, new AppPassword("x", "Mail", TIME, null), List.of()));
    assertThat(await(storage.accounts().setKeys(juliet, List.of(SHA256)))).isTrue();
    assertThat(tokens("a")).isEmpty();
    assertThat(await(storage.devices().list(juliet)).get(0).password()).isFalse();
    assertThat(await(storage.appPasswords().list(juliet))).isEmpty();
  }

  @Test
  void aDisabledAccountHasNoTokens() {
    create(juliet);
    await(storage.devices().entered(juliet, device("a", 0, null), token(1, null)));
    await(storage.accounts().setEnabled(juliet, true));
    assertThat(tokens("a")).hasSize(1);
    await(storage.accounts().setEnabled(juliet, false));
    assertThat(tokens("a")).isEmpty();
  }

  @Test
  void appPasswordsAreFoundWithTheAccount() {
    await(storage.accounts().create(new Account(juliet, true, TIME, List.of(SHA1, SHA256))));
    var passwords = storage.appPasswords();
    await(passwords.add(juliet, new AppPassword("x", "Mail", TIME, null), List.of(SHA1)));
    await(
        passwords.add(
            juliet, new AppPassword("y", "Bot", TIME.plusSeconds(1), null), List.of(BETTER_SHA1)));
    await(passwords.used(juliet, "y", TIME.plusSeconds(2)));
    assertThat(await(passwords.list(juliet)))
        .containsExactly(
            new AppPassword("x", "Mail", TIME, null),
            new AppPassword("y", "Bot", TIME.plusSeconds(1), TIME.plusSeconds(2)));

    var found = await(storage.accounts().credentials(juliet)).orElseThrow();
    assertThat(found.account().keys()).containsExactlyInAnyOrder(SHA1, SHA256);
    assertThat(found.appPasswords())
        .containsExactlyInAnyOrder(
            new AccountKeys.AppKey("x", SHA1), new AccountKeys.AppKey("y", BETTER_SHA1));
    assertThat(await(storage.accounts().credentials(romeo))).isEmpty();
    assertThat(await(passwords.list(romeo))).isEmpty();

    await(storage.devices().entered(juliet, device("a", 0, "x"), token(1, "x")));
    assertThat(await(passwords.remove(juliet, "x"))).isTrue();
    assertThat(await(passwords.remove(juliet, "x"))).isFalse();
    assertThat(await(passwords.remove(romeo, "y"))).isFalse();
    assertThat(tokens("a")).isEmpty();
    assertThat(await(storage.accounts().credentials(juliet)).orElseThrow().appPasswords())
        .containsExactly(new AccountKeys.AppKey("y", BETTER_SHA1));
  }

  @Test
  void anAccountWithoutOwnKeysHasItsAppPasswords() {
    create(juliet);
    await(
        storage
            .appPasswords()
            .add(juliet, new AppPassword("x", "Mail", TIME, null), List.of(SHA1)));
    var found = await(storage.accounts().credentials(juliet)).orElseThrow();
    assertThat(found.account().keys()).isEmpty();
    assertThat(found.appPasswords()).containsExactly(new AccountKeys.AppKey("x", SHA1));
  }

  @Test
  void betterKeysAreTakenWhileThePasswordIsTheSame() {
    await(storage.accounts().create(new Account(juliet, true, TIME, List.of(SHA1))));
    var accounts = storage.accounts();
    assertThat(await(accounts.upgradeKeys(juliet, SHA1, List.of(BETTER_SHA1, SHA256)))).isTrue();
    assertThat(await(accounts.find(juliet)).orElseThrow().keys())
        .containsExactlyInAnyOrder(BETTER_SHA1, SHA256);
    assertThat(await(accounts.upgradeKeys(juliet, SHA1, List.of(BETTER_SHA256)))).isFalse();
    assertThat(await(accounts.upgradeKeys(romeo, SHA1, List.of(BETTER_SHA256)))).isFalse();
    assertThat(await(accounts.find(juliet)).orElseThrow().keys())
        .containsExactlyInAnyOrder(BETTER_SHA1, SHA256);
  }
}
