package dev.parley.modules.avatar;

import dev.parley.core.home.AccountState;
import dev.parley.core.home.Avatars;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Pep;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps cards and published avatars of one home's accounts alike (XEP-0398 §3). */
final class Conversion implements Avatars, AccountState, Pep.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Conversion.class);

  private final Home home;
  private final KeyValueStore<Element> cards;
  private final KeyValueStore<String> hashes;
  private final Map<Jid, String> live = new HashMap<>();

  Conversion(Home home, KeyValueStore<Element> cards, KeyValueStore<String> hashes) {
    this.home = home;
    this.cards = cards;
    this.hashes = hashes;
  }

  @Override
  public Future<?> load(Jid account) {
    return hashes.get(account).onSuccess(hash -> hash.ifPresent(id -> live.put(account, id)));
  }

  @Override
  public void drop(Jid account) {
    live.remove(account);
  }

  @Override
  public Presence withHash(LiveAccount account, Presence presence) {
    return PhotoHash.inject(presence, live.getOrDefault(account.jid(), ""));
  }

  /** §3.2: what was in the card is published, unless it was there already. */
  @Override
  public void cardChanged(Jid account, Element card) {
    Pep pep = home.neighbour(Pep.class);
    Photo photo = Photo.ofCard(card);
    String id = photo == null ? "" : photo.id();
    if (pep == null || id.equals(live.getOrDefault(account, ""))) {
      return;
    }
    Future<Void> published =
        photo == null
            ? pep.publish(account, Photo.METADATA, "", Element.of(Photo.METADATA, "metadata"))
            : pep.publish(account, Photo.DATA, id, photo.toData())
                .compose(done -> pep.publish(account, Photo.METADATA, id, photo.toMetadata()));
    published.onFailure(cause -> LOG.warn("the avatar of {} is not published: {}", account, cause));
  }

  /** §3.1: what was published goes into the card. */
  @Override
  public void published(Jid account, String node, Pep.Item item) {
    Pep pep = home.neighbour(Pep.class);
    Element metadata = item.payload();
    Element info = metadata == null ? null : Photo.info(metadata);
    String id = info == null ? null : info.attribute("id");
    Future<@Nullable Photo> photo =
        pep == null || info == null || id == null
            ? Future.succeededFuture(null)
            : pep.item(account, Photo.DATA, id).map(data -> photo(data, info));
    settle(account, photo.compose(found -> keep(account, found)));
  }

  /** Who asks for the card after this has happened gets the new one. */
  private void settle(Jid account, Future<Void> kept) {
    kept.onFailure(cause -> LOG.warn("the card of {} keeps its photo: {}", account, cause));
    LiveAccount live = home.peek(account);
    if (live != null) {
      live.lane().hold(kept);
    }
  }

  private static @Nullable Photo photo(Optional<Pep.Item> item, Element info) {
    Element data = item.map(Pep.Item::payload).orElse(null);
    return data == null ? null : Photo.ofData(data, info);
  }

  @Override
  public void retracted(Jid account, String node, List<String> ids) {
    settle(account, keep(account, null));
  }

  private Future<Void> keep(Jid account, @Nullable Photo photo) {
    String id = photo == null ? "" : photo.id();
    if (home.peek(account) != null) {
      live.put(account, id);
    }
    return hashes
        .put(account, id)
        .compose(done -> cards.get(account))
        .compose(found -> {
          Element card = found.orElse(Element.of(Photo.CARD, "vCard"));
          Photo before = Photo.ofCard(card);
          boolean same = id.equals(before == null ? "" : before.id());
          return same
              ? Future.<Void>succeededFuture()
              : cards.put(account, Photo.inCard(card, photo));
        });
  }
}
