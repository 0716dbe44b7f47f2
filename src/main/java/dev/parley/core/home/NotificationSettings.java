package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Of which chats users want to be told (XEP-0492). The feature that keeps their settings publishes
 * one to its home.
 */
public interface NotificationSettings {
  /** The namespace of {@code <notify/>}. */
  String NAMESPACE = "urn:xmpp:notification-settings:1";

  /** When to tell. */
  enum Setting {
    ALWAYS("always"),
    ON_MENTION("on-mention"),
    NEVER("never");

    private final String element;

    Setting(String element) {
      this.element = element;
    }
  }

  /**
   * The setting for a chat, as far as it holds for phones; null if the user has none.
   *
   * @param account bare, of this home, loaded
   * @param chat bare JID of the contact or room
   */
  @Nullable Setting of(Jid account, Jid chat);

  /**
   * What {@code <notify/>} says to phones: the most specific of its children counts (§4).
   *
   * @return null if nothing in it is for phones
   */
  static @Nullable Setting read(Element notify) {
    Setting found = null;
    int best = 0;
    for (Element child : notify.elements()) {
      int fit = fit(child);
      for (Setting setting : Setting.values()) {
        if (fit > best && child.is(NAMESPACE, setting.element)) {
          found = setting;
          best = fit;
        }
      }
    }
    return found;
  }

  /** How specific it is: 3 for phones, 2 for clients, 1 for all; 0 if it is for others. */
  private static int fit(Element child) {
    String category = child.attribute("identity-category");
    String type = child.attribute("identity-type");
    if (category == null) {
      return type == null ? 1 : 0;
    }
    if (!category.equals("client")) {
      return 0;
    }
    return type == null ? 2 : type.equals("phone") ? 3 : 0;
  }
}
