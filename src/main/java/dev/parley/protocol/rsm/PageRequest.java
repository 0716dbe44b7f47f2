package dev.parley.protocol.rsm;

import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The page of a result that is asked for (XEP-0059 §2).
 *
 * @param max most items on it; 0 asks for the count alone (§2.7); null leaves it to the server
 * @param after the page begins behind the item with this id; null if it does not say
 * @param before the page ends before the item with this id; empty for the last page (§2.5); null if
 *     it does not say
 * @param index the page begins with the item of this number, from 0 (§2.6); null if it does not say
 */
public record PageRequest(
    @Nullable Integer max,
    @Nullable String after,
    @Nullable String before,
    @Nullable Integer index) {
  /** The namespace of result sets. */
  public static final String NAMESPACE = "http://jabber.org/protocol/rsm";

  /** The first page, as long as the server likes. */
  public static final PageRequest FIRST = new PageRequest(null, null, null, null);

  /**
   * Reads the {@code <set/>} within a query.
   *
   * @return {@link #FIRST} if there is none
   * @throws StanzaException with {@code bad-request} if a number is none or negative
   */
  public static PageRequest within(Element query) {
    Element set = query.child(NAMESPACE, "set");
    return set == null
        ? FIRST
        : new PageRequest(
            number(set, "max"), text(set, "after"), text(set, "before"), number(set, "index"));
  }

  /** How many items to put on the page: what was asked for, but no more than {@code limit}. */
  public int size(int limit) {
    return max == null ? limit : Math.min(max, limit);
  }

  /** True if the page is counted from the end of the result. */
  public boolean isBackwards() {
    return before != null;
  }

  private static @Nullable String text(Element set, String name) {
    Element child = set.child(NAMESPACE, name);
    return child == null ? null : child.text();
  }

  private static @Nullable Integer number(Element set, String name) {
    String text = text(set, name);
    if (text == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new StanzaException(Condition.BAD_REQUEST, "<" + name + "/> is not a count");
  }
}
