package dev.parley.modules.muc.rules;

import dev.parley.protocol.rsm.Page;
import dev.parley.protocol.rsm.PageRequest;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list that is in memory (XEP-0059 §2).
 *
 * @param items of the page
 * @param page to be told with them
 * @param whole true if the list has no more
 */
public record Slice<T>(List<T> items, Page page, boolean whole) {
  /** Copies the list. */
  public Slice {
    items = List.copyOf(items);
  }

  /**
   * Cuts out what is asked for.
   *
   * @param id of an item, by which pages are found again
   * @param limit items on a page at most
   * @throws StanzaException {@code item-not-found} if the page begins or ends at an unknown item
   */
  public static <T> Slice<T> of(
      List<T> all, Function<T, String> id, PageRequest request, int limit) {
    int size = request.size(limit);
    int begin;
    int end;
    if (request.isBackwards()) {
      String before = request.before();
      end = before == null || before.isEmpty() ? all.size() : position(all, id, before);
      begin = Math.max(0, end - size);
    } else {
      String after = request.after();
      Integer index = request.index();
      begin =
          after != null
              ? position(all, id, after) + 1
              : index == null ? 0 : Math.min(index, all.size());
      end = (int) Math.min(all.size(), (long) begin + size);
    }
    List<T> items = all.subList(begin, end);
    Page page =
        items.isEmpty()
            ? Page.empty(all.size())
            : new Page(
                id.apply(items.get(0)), id.apply(items.get(items.size() - 1)), begin, all.size());
    return new Slice<>(items, page, items.size() == all.size());
  }

  private static <T> int position(List<T> all, Function<T, String> id, String wanted) {
    for (int i = 0; i < all.size(); i++) {
      if (id.apply(all.get(i)).equals(wanted)) {
        return i;
      }
    }
    throw new StanzaException(Condition.ITEM_NOT_FOUND);
  }
}
