package dev.parley.modules.archive;

import dev.parley.core.archive.Retract;
import dev.parley.core.archive.StoredMessages;
import dev.parley.core.home.AccountState;
import dev.parley.core.home.Archive;
import dev.parley.core.home.ArchiveIds;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.StorageException;
import dev.parley.modules.roster.Roster;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The archives of one home's accounts: what goes in, by whose wish. */
final class AccountArchives implements Archive, AccountState {
  private static final String SECRET = "archive ids";
  private static final String SID = "urn:xmpp:sid:0";

  /** Among how many messages of an account one is looked for that is sent once more. */
  private static final int RECENT = 200;

  private final Home home;
  private final Storage storage;
  private final ArchiveStore store;
  private final KeyValueStore<Preferences> stored;
  private final Retractions retractions;
  private final Map<Jid, Preferences> preferences = new HashMap<>();
  private final ByteSink sink = new ByteSink(1024);
  private @Nullable ArchiveIds ids;

  AccountArchives(Home home, Storage storage, Retractions retractions) {
    this.home = home;
    this.storage = storage;
    this.store = storage.archive();
    this.stored = storage.keyValue("archive", Preferences.CODEC);
    this.retractions = retractions;
  }

  /** The ids of messages; there once an account is loaded. */
  ArchiveIds ids() {
    return Objects.requireNonNull(ids);
  }

  @Override
  public Future<?> load(Jid account) {
    Future<?> secret =
        ids != null
            ? Future.succeededFuture()
            : storage.secret(SECRET).onSuccess(bytes -> ids = new ArchiveIds(bytes));
    return Future.all(
        secret,
        store
            .bounds(account)
            .onSuccess(ends -> ends.ifPresent(some -> home.rowIds().continueAfter(some.newest()))),
        stored
            .get(account)
            .onSuccess(found -> found.ifPresent(some -> preferences.put(account, some))));
  }

  @Override
  public void drop(Jid account) {
    preferences.remove(account);
  }

  /** With whom the account's messages are kept. */
  Preferences preferences(Jid account) {
    return preferences.getOrDefault(account, Preferences.DEFAULT);
  }

  /** Completes, with the preferences in force, when they would survive a crash. */
  Future<Void> prefer(Jid account, Preferences wish) {
    boolean plain = wish.equals(Preferences.DEFAULT);
    Future<Void> kept = plain ? stored.remove(account) : stored.put(account, wish);
    return kept.onSuccess(done -> {
      if (plain) {
        preferences.remove(account);
      } else {
        preferences.put(account, wish);
      }
    });
  }

  @Override
  public @Nullable Recorded record(LiveAccount owner, Message message, Direction direction) {
    Jid peer = direction == Direction.SENT ? message.to() : message.from();
    if (peer == null || owner.isTemporary() || !ArchiveRules.isKept(message)) {
      return null;
    }
    if (!preferences(owner.jid()).allows(peer, contact -> isContact(owner.jid(), contact))) {
      return null;
    }
    long id = home.rowIds().next();
    Future<Void> written = append(owner.jid(), id, peer, message, direction);
    Future<Void> committed = retracted(owner.jid(), id, peer, message, written);
    return new Recorded(id, ids().encode(owner.jid(), id), committed);
  }

  /** Whoever sees a retraction does not find the message any more. */
  private Future<Void> retracted(
      Jid owner, long id, Jid peer, Message message, Future<Void> written) {
    return Retract.within(message) == null
        ? written
        : written.compose(done -> retractions.apply(owner, id, peer, message));
  }

  private boolean isContact(Jid account, Jid contact) {
    Roster roster = home.neighbour(Roster.class);
    return roster != null && roster.lists(account, contact);
  }

  private Future<Void> append(Jid owner, long id, Jid peer, Message message, Direction direction) {
    boolean sent = direction == Direction.SENT;
    return store.append(owner, new ArchiveStore.Entry(id, peer, sent, message.id(), xml(message)));
  }

  /** The stanza without its namespace, which all of them have. */
  private String xml(Message message) {
    sink.reset();
    message.write(sink, null);
    return sink.toString();
  }

  @Override
  public String stanzaId(Jid owner, long id) {
    return ids().encode(owner, id);
  }

  @Override
  public Future<Optional<Message>> message(Jid owner, String stanzaId) {
    long id = ids().decode(owner, stanzaId);
    return store.find(owner, id).map(found -> found.map(row -> StoredMessages.read(row.stanza())));
  }

  @Override
  public Future<Optional<Recorded>> find(
      LiveAccount owner, Message message, Direction direction, long after, long before) {
    boolean sent = direction == Direction.SENT;
    Jid peer = sent ? message.to() : message.from();
    String id = message.id();
    if (peer == null || id == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return store
        .findByMessageId(owner.jid(), peer, id, after, before, RECENT)
        .map(rows ->
            rows.stream()
                .filter(row -> row.sent() == sent && isSame(row, message))
                .map(row ->
                    new Recorded(
                        row.id(), stanzaId(owner.jid(), row.id()), Future.succeededFuture()))
                .findFirst());
  }

  private static boolean isSame(ArchiveStore.Row row, Message message) {
    Message stored = StoredMessages.read(row.stanza());
    Element id = message.child(SID, "origin-id");
    return stored != null
        && id != null
        && id.equals(stored.child(SID, "origin-id"))
        && Objects.equals(message.body(), stored.body());
  }

  @Override
  public Future<Void> again(
      LiveAccount owner, Message message, Direction direction, Recorded failed) {
    Jid peer = Objects.requireNonNull(direction == Direction.SENT ? message.to() : message.from());
    Future<Void> written =
        append(owner.jid(), failed.id(), peer, message, direction)
            .recover(cause ->
                cause instanceof StorageException failure
                        && failure.kind() == StorageException.Kind.CONFLICT
                    ? Future.succeededFuture()
                    : Future.failedFuture(cause));
    return retracted(owner.jid(), failed.id(), peer, message, written);
  }
}
