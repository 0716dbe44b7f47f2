package dev.parley.core.module;

import dev.parley.protocol.xml.Element;
import java.util.List;
import java.util.stream.Stream;

/**
 * What modules advertise of one kind of entity (XEP-0030 §3, XEP-0128).
 *
 * @param identities in the order they were registered
 * @param features sorted, without doubles
 * @param forms extension forms, {@code <x xmlns='jabber:x:data'/>}
 */
public record DiscoInfo(List<Identity> identities, List<String> features, List<Element> forms) {
  /** Both together. */
  public DiscoInfo and(DiscoInfo other) {
    return new DiscoInfo(
        Stream.concat(identities.stream(), other.identities.stream()).toList(),
        Stream.concat(features.stream(), other.features.stream()).distinct().sorted().toList(),
        Stream.concat(forms.stream(), other.forms.stream()).toList());
  }

  /**
   * What an entity is.
   *
   * @param category of the registry, as {@code server}
   * @param type within the category, as {@code im}
   * @param name for people; may be empty
   */
  public record Identity(String category, String type, String name) {}
}
