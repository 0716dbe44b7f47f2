package dev.parley.modules.bookmarks;

import dev.parley.core.home.LegacyBookmarks;
import dev.parley.core.home.NotificationSettings;
import dev.parley.core.home.NotificationSettings.Setting;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/** A bookmark, in the form of XEP-0402 §3 and in that of XEP-0048 §3.2. */
public final class Bookmark {
  /** The node of bookmarks, and the namespace of their payloads. */
  public static final String NS = "urn:xmpp:bookmarks:1";

  private static final String CONFERENCE = "conference";

  private Bookmark() {}

  /** The JID of a legacy bookmark, which is the id of the item; null if it is no bookmark. */
  public static @Nullable String id(Element legacy) {
    String jid = legacy.attribute("jid");
    if (!legacy.is(LegacyBookmarks.NAMESPACE, CONFERENCE) || jid == null) {
      return null;
    }
    try {
      return Jid.parse(jid).toString();
    } catch (JidFormatException wrong) {
      return null;
    }
  }

  /** The legacy form (XEP-0402 §5.1); null if the item is no bookmark. */
  static @Nullable Element toLegacy(String id, @Nullable Element conference) {
    if (conference == null || !conference.is(NS, CONFERENCE)) {
      return null;
    }
    Element.Builder legacy =
        Element.builder(LegacyBookmarks.NAMESPACE, CONFERENCE)
            .attribute("jid", id)
            .attribute("name", conference.attribute("name"))
            .attribute("autojoin", conference.attribute("autojoin"));
    copy(conference, NS, legacy, LegacyBookmarks.NAMESPACE, "nick");
    copy(conference, NS, legacy, LegacyBookmarks.NAMESPACE, "password");
    return legacy.build();
  }

  /**
   * The new form of a legacy bookmark.
   *
   * @param before the item so far, whose extensions stay; null if there is none
   */
  public static Element fromLegacy(Element legacy, @Nullable Element before) {
    Element.Builder conference =
        Element.builder(NS, CONFERENCE)
            .attribute("name", legacy.attribute("name"))
            .attribute("autojoin", legacy.attribute("autojoin"));
    copy(legacy, LegacyBookmarks.NAMESPACE, conference, NS, "nick");
    copy(legacy, LegacyBookmarks.NAMESPACE, conference, NS, "password");
    Element extensions = before == null ? null : before.child(NS, "extensions");
    if (extensions != null) {
      conference.child(extensions);
    }
    return conference.build();
  }

  private static void copy(
      Element from, String namespace, Element.Builder to, String target, String name) {
    Element child = from.child(namespace, name);
    if (child != null) {
      to.child(Element.builder(target, name).text(child.text()).build());
    }
  }

  /** What a bookmark says of notifications (XEP-0492 §3); null if nothing. */
  public static @Nullable Setting setting(@Nullable Element conference) {
    Element extensions = conference == null ? null : conference.child(NS, "extensions");
    Element notify =
        extensions == null ? null : extensions.child(NotificationSettings.NAMESPACE, "notify");
    return notify == null ? null : NotificationSettings.read(notify);
  }
}
