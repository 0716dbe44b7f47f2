package dev.parley.modules.bookmarks;

import dev.parley.core.home.LegacyBookmarks;
import dev.parley.core.home.Pep;
import dev.parley.core.module.Failures;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps the node in which clients of the years between have all bookmarks as one item (XEP-0048
 * §3.1, version 1.1) the same as the items of the new one, both ways (XEP-0402 §5).
 */
final class ListNode implements Pep.Listener {
  private static final String ITEM = "current";
  private static final Element NONE = Element.builder(LegacyBookmarks.NAMESPACE, "storage").build();

  private final Pep pep;
  private final LegacyBookmarks bookmarks;

  /** What is being done for accounts; one thing after the other. */
  private final Map<Jid, Future<?>> tasks = new HashMap<>();

  /** Accounts whose list will be written anyway. */
  private final Set<Jid> waiting = new HashSet<>();

  /** Lists on their way into the node, which are no news. */
  private final Map<Jid, Element> own = new HashMap<>();

  ListNode(Pep pep, LegacyBookmarks bookmarks) {
    this.pep = pep;
    this.bookmarks = bookmarks;
  }

  /** An item of the new node is not as it was. */
  void changed(Jid account) {
    if (waiting.add(account)) {
      then(
          account,
          () -> {
            waiting.remove(account);
            return write(account);
          });
    }
  }

  @Override
  public void published(Jid account, String node, Pep.Item item) {
    Element list = item.payload();
    if (list != null
        && list.is(LegacyBookmarks.NAMESPACE, "storage")
        && !list.equals(own.get(account))) {
      then(account, () -> bookmarks.replace(account, list));
    }
  }

  /** A client that tidies up after itself does not mean the rooms. */
  @Override
  public void retracted(Jid account, String node, List<String> ids) {}

  private Future<?> write(Jid account) {
    return pep.item(account, LegacyBookmarks.NAMESPACE, ITEM)
        .compose(item -> {
          Element before = item.flatMap(found -> Optional.ofNullable(found.payload())).orElse(NONE);
          return bookmarks
              .of(account, before.withoutChildren(child -> Bookmark.id(child) != null))
              .compose(
                  after -> isSame(before, after) ? Future.succeededFuture() : put(account, after));
        });
  }

  private Future<Void> put(Jid account, Element list) {
    own.put(account, list);
    return pep.publish(account, LegacyBookmarks.NAMESPACE, ITEM, list)
        .onComplete(done -> own.remove(account));
  }

  /** The order of bookmarks means nothing. */
  private static boolean isSame(Element one, Element other) {
    return Set.copyOf(one.elements()).equals(Set.copyOf(other.elements()));
  }

  private void then(Jid account, Supplier<Future<?>> task) {
    Future<?> before = tasks.getOrDefault(account, Future.succeededFuture());
    Future<?> after = before.transform(done -> task.get());
    tasks.put(account, after);
    after.onComplete(done -> {
      tasks.remove(account, after);
      if (done.failed()) {
        Failures.note("the old list of bookmarks is not as the new one", done.cause());
      }
    });
  }
}
