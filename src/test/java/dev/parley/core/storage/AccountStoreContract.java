package dev.parley.core.storage;

import static dev.parley.core.storage.Backend.assertFails;
import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.StorageException.Kind;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link AccountStore} promises. */
abstract class AccountStoreContract extends StoreContract {
  private static final ScramKey SHA1 = key("SCRAM-SHA-1", 1);
  private static final ScramKey SHA256 = key("SCRAM-SHA-256", 2);

  private static ScramKey key(String mechanism, int seed) {
    byte[] bytes = {(byte) seed, 0, -1, 39, 92};
    return new ScramKey(mechanism, 10_000 + seed, bytes, bytes, bytes);
  }

  private AccountStore accounts() {
    return storage.accounts();
  }

  @Test
  void findsWhatWasCreated() {
    await(accounts().create(new Account(juliet, true, TIME, List.of(SHA1, SHA256))));
    await(accounts().create(new Account(romeo, false, TIME.plusSeconds(1), List.of())));

    Account found = await(accounts().find(juliet)).orElseThrow();
    assertThat(found.jid()).isEqualTo(juliet);
    assertThat(found.enabled()).isTrue();
    assertThat(found.created()).isEqualTo(TIME);
    assertThat(found.keys()).containsExactlyInAnyOrder(SHA1, SHA256);
    assertThat(await(accounts().find(romeo)))
        .contains(new Account(romeo, false, TIME.plusSeconds(1), List.of()));
    assertThat(await(accounts().find(jid("tybalt")))).isEmpty();
  }

  @Test
  void refusesASecondAccountWithTheSameName() {
    await(accounts().create(new Account(juliet, true, TIME, List.of(SHA1))));

    assertFails(accounts().create(new Account(juliet, true, TIME, List.of(SHA256))), Kind.CONFLICT);

    assertThat(await(accounts().find(juliet)).orElseThrow().keys()).containsExactly(SHA1);
  }

  @Test
  void replacesAllKeys() {
    await(accounts().create(new Account(juliet, true, TIME, List.of(SHA1))));

    assertThat(await(accounts().setKeys(juliet, List.of(SHA256)))).isTrue();
    assertThat(await(accounts().setKeys(romeo, List.of(SHA256)))).isFalse();
    assertThat(await(accounts().setKeys(romeo, List.of()))).isFalse();

    assertThat(await(accounts().find(juliet)).orElseThrow().keys()).containsExactly(SHA256);
    assertThat(await(accounts().find(romeo))).isEmpty();
  }

  @Test
  void enablesAndDisables() {
    create(juliet);

    assertThat(await(accounts().setEnabled(juliet, false))).isTrue();
    assertThat(await(accounts().find(juliet)).orElseThrow().enabled()).isFalse();
    assertThat(await(accounts().setEnabled(juliet, true))).isTrue();
    assertThat(await(accounts().find(juliet)).orElseThrow().enabled()).isTrue();
    assertThat(await(accounts().setEnabled(romeo, true))).isFalse();
  }

  @Test
  void listsADomainInPages() {
    List<Jid> names = new ArrayList<>();
    for (String local : List.of("a", "b", "ba", "c", "é", "ö")) {
      names.add(jid(local));
      await(accounts().create(new Account(jid(local), true, TIME, List.of(SHA1, SHA256))));
    }
    Jid stranger = Jid.of("bb", "other." + domain, null);
    create(stranger);

    List<Account> first = await(accounts().list(domain, null, 4));
    List<Account> second = await(accounts().list(domain, first.get(3).jid(), 4));

    assertThat(first).extracting(Account::jid).containsExactlyElementsOf(names.subList(0, 4));
    assertThat(second).extracting(Account::jid).containsExactlyElementsOf(names.subList(4, 6));
    assertThat(second).allSatisfy(account -> assertThat(account.keys()).hasSize(2));
    assertThat(await(accounts().list(domain, names.get(5), 4))).isEmpty();
    assertThat(await(accounts().count(domain))).isEqualTo(6);
    assertThat(await(accounts().count("no." + domain))).isZero();
  }

  @Test
  void remembersTheLastActivity() {
    create(juliet);
    assertThat(await(accounts().lastActivity(juliet))).isEmpty();

    var first = new LastActivity(TIME, "Heading home");
    await(accounts().setLastActivity(juliet, first));
    assertThat(await(accounts().lastActivity(juliet))).contains(first);

    var second = new LastActivity(TIME.plusSeconds(60), null);
    await(accounts().setLastActivity(juliet, second));
    assertThat(await(accounts().lastActivity(juliet))).contains(second);

    await(accounts().setLastActivity(romeo, first));
    assertThat(await(accounts().lastActivity(romeo))).isEmpty();
  }

  @Test
  void aNewOwnerOfANameInheritsNothing() {
    await(accounts().create(new Account(juliet, true, TIME, List.of(SHA1))));
    create(romeo);
    fill(juliet);
    fill(romeo);

    assertThat(await(accounts().delete(juliet))).isTrue();
    assertThat(await(accounts().delete(juliet))).isFalse();

    for (String table : TABLES) {
      assertThat(owners(table))
          .as(table)
          .contains(romeo.toString())
          .doesNotContain(juliet.toString());
    }
    create(juliet);
    assertThat(await(accounts().find(juliet)).orElseThrow().keys()).isEmpty();
    assertThat(await(storage.offline().count(juliet))).isZero();
  }

  private static final List<String> TABLES =
      List.of("account_activity", "account_data", "rosters", "roster_items", "offline");

  private List<String> owners(String table) {
    return backend.query("SELECT owner FROM " + table);
  }

  /** Leaves something of an account in every table. */
  private void fill(Jid owner) {
    var item =
        new StoredRosterItem(jid("nurse"), null, List.of(), "both", false, false, null, 1, false);
    await(
        Future.all(
            accounts().setLastActivity(owner, new LastActivity(TIME, null)),
            storage.keyValue("vcard", ValueCodec.TEXT).put(owner, "<vCard/>"),
            storage.rosters().put(owner, item),
            storage.offline().append(owner, 1, TIME, "<message/>", 10)));
  }

  @Test
  void aLateWriteDoesNotBringADeletedAccountBack() {
    create(juliet);
    await(accounts().delete(juliet));

    var item = new StoredRosterItem(romeo, null, List.of(), "both", false, false, null, 1, false);
    assertFails(storage.rosters().put(juliet, item), Kind.NO_ACCOUNT);
    assertFails(storage.offline().append(juliet, 1, TIME, "<message/>", 10), Kind.NO_ACCOUNT);
    assertFails(storage.keyValue("vcard", ValueCodec.TEXT).put(juliet, "x"), Kind.NO_ACCOUNT);
  }

  @Test
  void aDamagedKeyHidesOnlyItsAccount() {
    await(accounts().create(new Account(juliet, true, TIME, List.of(SHA1))));
    await(accounts().create(new Account(romeo, true, TIME, List.of(SHA1))));
    backend.execute("UPDATE account_keys SET iterations = 0 WHERE owner = '" + juliet + "'");

    assertThat(await(accounts().list(domain, null, 10)))
        .extracting(Account::jid)
        .containsExactly(romeo);
  }
}
