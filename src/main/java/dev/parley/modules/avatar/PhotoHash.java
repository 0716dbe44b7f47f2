package dev.parley.modules.avatar;

import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;

/** The hash of an avatar in presence (XEP-0153 §3.2, XEP-0398 §4). */
final class PhotoHash {
  static final String NS = "vcard-temp:x:update";

  private PhotoHash() {}

  /**
   * Presence with the hash, unless its sender says that there is nothing to be shown.
   *
   * @param id of the avatar; empty if the account has none
   */
  static Presence inject(Presence presence, String id) {
    if (presence.type() != Presence.Type.AVAILABLE || id.isEmpty()) {
      return presence;
    }
    Element update = presence.child(NS, "x");
    Element photo = update == null ? null : update.child(NS, "photo");
    if (photo != null && (photo.text().isEmpty() || photo.text().equals(id))) {
      return presence;
    }
    List<Element> children = new ArrayList<>(presence.children());
    children.removeIf(child -> child.is(NS, "x"));
    children.add(
        Element.builder(NS, "x").child(Element.builder(NS, "photo").text(id).build()).build());
    return presence.withChildren(children);
  }
}
