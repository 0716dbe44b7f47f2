package dev.parley.modules.muc.rules;

import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may mention whom in a room (XEP-0513 §3.6). */
public final class MentionRules {
  /** The namespace of mentions. */
  public static final String NS = "urn:xmpp:mentions:0";

  private MentionRules() {}

  /** True for a mention. */
  public static boolean isMention(Element child) {
    return child.is(NS, "mention");
  }

  /** True if a message has any. */
  public static boolean anyIn(List<Element> children) {
    for (int i = 0; i < children.size(); i++) {
      if (isMention(children.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What of a message the room passes on: without mentions that the speaker may not make, and
   * without any if there are more than may be.
   *
   * @return the same list if nothing is against it
   */
  public static List<Element> permitted(RoomConfig config, Role speaker, List<Element> children) {
    if (!anyIn(children)) {
      return children;
    }
    int count = 0;
    for (Element child : children) {
      count += isMention(child) ? 1 : 0;
    }
    boolean tooMany = count > config.number(RoomField.MENTIONS_COUNT);
    List<Element> kept = new ArrayList<>(children);
    kept.removeIf(child -> isMention(child) && (tooMany || !may(config, speaker, child)));
    return kept;
  }

  private static boolean may(RoomConfig config, Role speaker, Element mention) {
    RoomField permission = permission(mention.attribute("mentions"));
    if (permission == null) {
      return true;
    }
    return switch (config.text(permission)) {
      case "participants" -> speaker.isAtLeast(Role.PARTICIPANT);
      case "moderators" -> speaker.isAtLeast(Role.MODERATOR);
      default -> false;
    };
  }

  /**
   * The field that says who may.
   *
   * @param group what is mentioned; null for a person
   * @return null for groups of which the room knows nothing
   */
  private static @Nullable RoomField permission(@Nullable String group) {
    if (group == null) {
      return RoomField.MENTIONS_INDIVIDUAL;
    }
    return switch (group) {
      case NS + "#channel" -> RoomField.MENTIONS_CHANNEL;
      case NS + "#hats" -> RoomField.MENTIONS_HATS;
      case NS + "#moderators",
          NS + "#participants",
          NS + "#visitors",
          NS + "#owner",
          NS + "#admin",
          NS + "#member",
          NS + "#none" ->
          RoomField.MENTIONS_ASSOCIATIONS;
      default -> null;
    };
  }
}
