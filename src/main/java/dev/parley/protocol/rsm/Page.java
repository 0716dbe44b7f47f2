package dev.parley.protocol.rsm;

import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a page with the page (XEP-0059 §2).
 *
 * @param first id of its first item; null for an empty page
 * @param last id of its last item; null for an empty page
 * @param index number of its first item in the whole result, from 0; null if that is not known
 * @param count items of the whole result; null if that is not known
 */
public record Page(
    @Nullable String first,
    @Nullable String last,
    @Nullable Integer index,
    @Nullable Integer count) {
  /** A page without items, of a result of that many (§2.7). */
  public static Page empty(@Nullable Integer count) {
    return new Page(null, null, null, count);
  }

  /** Writes {@code <set/>}. */
  public Element toElement() {
    Element.Builder set = Element.builder(PageRequest.NAMESPACE, "set");
    if (first != null && last != null) {
      set.child(
          Element.builder(PageRequest.NAMESPACE, "first")
              .attribute("index", index == null ? null : index.toString())
              .text(first)
              .build());
      set.child(Element.builder(PageRequest.NAMESPACE, "last").text(last).build());
    }
    if (count != null) {
      set.child(Element.builder(PageRequest.NAMESPACE, "count").text(count.toString()).build());
    }
    return set.build();
  }
}
