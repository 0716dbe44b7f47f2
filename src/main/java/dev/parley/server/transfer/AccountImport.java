package dev.parley.server.transfer;

import dev.parley.core.MayBlock;
import dev.parley.core.auth.Accounts;
import dev.parley.core.auth.Password;
import dev.parley.core.home.ArchiveIds;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.ScramKey;
import dev.parley.core.storage.Storage;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes accounts from files of XEP-0227, in a database that no server uses. An account that exists
 * is left as it is. One that is being read cannot log in and is marked; if that ends before its
 * end, the next import begins it anew.
 */
@MayBlock
public final class AccountImport implements FileListener {
  private static final String SECRET = "archive ids";

  private final Storage storage;
  private final Stores stores;
  private final Accounts accounts;
  private final Predicate<String> served;
  private final InstantSource clock;
  private final Consumer<String> problems;
  private final ArchiveIds ids;
  private final Window window = new Window();
  private @Nullable One current;
  private boolean disabled;
  private int imported;
  private int left;
  private long messages;

  /**
   * Works on a database.
   *
   * @param served tells whether a domain is of this server
   * @param problems hears of what is not taken over, a line each
   */
  public AccountImport(
      Storage storage,
      Accounts accounts,
      Predicate<String> served,
      InstantSource clock,
      Consumer<String> problems) {
    this.storage = storage;
    this.stores = Stores.of(storage);
    this.accounts = accounts;
    this.served = served;
    this.clock = clock;
    this.problems = problems;
    this.ids = new ArchiveIds(Window.await(storage.secret(SECRET)));
  }

  /** What is known of the account that is being read. */
  private record One(
      Jid jid,
      @Nullable String password,
      Map<String, ScramKey> keys,
      ImportedRoster roster,
      ImportedNodes nodes,
      ImportedSettings settings,
      ImportedMessages messages) {}

  /**
   * What has become of a file.
   *
   * @param left accounts that were not made
   */
  public record Summary(int imported, int left, long messages) {}

  /** Reads a file; throws {@link TransferException} where it cannot be read on. */
  public Summary read(Path file) {
    imported = 0;
    left = 0;
    messages = 0;
    AccountFile.read(file, this);
    return new Summary(imported, left, messages);
  }

  @Override
  public boolean begins(Place place, Jid jid, @Nullable String password) {
    String obstacle = obstacle(jid);
    if (obstacle != null) {
      left++;
      problems.accept(place + ": " + obstacle);
      return false;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Window.await(storage.accounts().create(new Account(jid, false, now, List.of())));
    Window.await(stores.unfinished().put(jid, place.file().toString()));
    var nodes = new ImportedNodes(jid, storage, window, now);
    disabled = false;
    current =
        new One(
            jid,
            password,
            new LinkedHashMap<>(),
            new ImportedRoster(jid),
            nodes,
            new ImportedSettings(jid, stores, window, nodes),
            new ImportedMessages(jid, storage, ids, window, now));
    return true;
  }

  /** Why an account cannot be made; null if it can. What is left of an import is removed. */
  private @Nullable String obstacle(Jid jid) {
    if (!served.test(jid.domain())) {
      return jid.domain() + " is not a domain of this server; add it to \"domains\" first";
    }
    if (Window.await(storage.accounts().find(jid)).isEmpty()) {
      return null;
    }
    if (Window.await(stores.unfinished().get(jid)).isEmpty()) {
      return jid + " exists already and is left as it is";
    }
    Window.await(storage.accounts().delete(jid));
    return null;
  }

  private One one() {
    One account = current;
    if (account == null) {
      throw new IllegalStateException("no account has begun");
    }
    return account;
  }

  @Override
  public void element(Place place, Element element) {
    One account = one();
    Consumer<String> problem = why -> ignored(place, why);
    if (element.is(Pie.SCRAM, "scram-credentials")) {
      key(account, ImportedValues.key(element), problem);
    } else if (element.is(Pie.OURS, "disabled")) {
      disabled = true;
    } else if (element.is(Pie.ROSTER, "query")) {
      element.elements().forEach(item -> tell(account.roster().item(item), problem));
    } else if (element.name().equals("presence") && isStanza(element)) {
      boolean request =
          "subscribe".equals(element.attribute("type"))
              && account.roster().request(element.moved(element.namespace(), Namespaces.CLIENT));
      tell(request ? null : "not a request for a subscription", problem);
    } else if (element.namespace().equals(Pie.PUBSUB_OWNER)) {
      account.nodes().describe(element, problem);
    } else if (!account.settings().take(element, problem)) {
      problem.accept("nobody here understands this");
    }
  }

  private static boolean isStanza(Element element) {
    return element.namespace().equals(Namespaces.CLIENT) || element.namespace().equals(Pie.NS);
  }

  private static void tell(@Nullable String why, Consumer<String> problem) {
    if (why != null) {
      problem.accept(why);
    }
  }

  private static void key(One account, @Nullable ScramKey key, Consumer<String> problem) {
    if (key == null) {
      problem.accept("these keys of a password cannot be used");
    } else {
      account.keys().putIfAbsent(key.mechanism(), key);
    }
  }

  @Override
  public void item(Place place, String node, Element item) {
    if (item.name().equals("item")) {
      one().nodes().item(node, item);
    } else {
      ignored(place, "nobody here understands this");
    }
  }

  @Override
  public void archived(Place place, Element result) {
    String why = one().messages().archived(result);
    messages += why == null ? 1 : 0;
    tell(why, text -> ignored(place, text));
  }

  @Override
  public void waiting(Place place, Element stanza) {
    tell(one().messages().waiting(stanza), why -> ignored(place, why));
  }

  @Override
  public void ends(Place place) {
    One account = one();
    account.roster().store(storage.rosters(), window, clock.millis());
    account.nodes().finish(stores);
    account.settings().finish();
    window.drain();
    password(place, account);
    if (!disabled) {
      Window.await(storage.accounts().setEnabled(account.jid(), true));
    }
    Window.await(stores.unfinished().remove(account.jid()));
    current = null;
    imported++;
  }

  /** Keys are better than a password; who has neither cannot log in by one. */
  private void password(Place place, One account) {
    String text = account.password();
    if (account.keys().isEmpty() && text != null && text.startsWith("scram:")) {
      key(account, ImportedValues.keyOfEjabberd(text), why -> ignored(place, why));
    } else if (account.keys().isEmpty() && text != null && !text.isEmpty()) {
      try {
        Window.await(accounts.changePassword(account.jid(), Password.of(text), null));
        return;
      } catch (IllegalArgumentException wrong) {
        ignored(place, "the password cannot be used: " + wrong.getMessage());
      }
    }
    if (account.keys().isEmpty()) {
      ignored(place, account.jid() + " has no password now; \"user passwd\" sets one");
    } else {
      Window.await(storage.accounts().setKeys(account.jid(), List.copyOf(account.keys().values())));
    }
  }

  @Override
  public void ignored(Place place, String why) {
    problems.accept(place + ": not taken over: " + why);
  }
}
