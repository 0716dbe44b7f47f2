package dev.parley.modules.pubsub;

import dev.parley.core.bus.ToPubsub.Tied;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import java.util.Collections;
import java.util.List;

/** Who may do what at a node: the tables of XEP-0060 §4.1 and §4.5. */
final class Privileges {
  private Privileges() {}

  /** Whether somebody may read, or why not. */
  enum Access {
    GRANTED,
    /** Banned, or one who may only publish. */
    FORBIDDEN,
    PRESENCE_REQUIRED,
    NOT_IN_GROUP,
    /** Waits for an owner's approval, or has not asked for it. */
    NOT_APPROVED,
    CLOSED
  }

  /**
   * Whether somebody may retrieve items and get notifications.
   *
   * @param tied how the node's owner sees them
   * @param groups allowed by the model "roster"
   * @param approved true for a subscriber whose subscription is not pending
   */
  static Access read(
      AccessModel model,
      Affiliation affiliation,
      Tied tied,
      List<String> groups,
      boolean approved) {
    return switch (affiliation) {
      case OWNER, PUBLISHER, MEMBER -> Access.GRANTED;
      case PUBLISH_ONLY, OUTCAST -> Access.FORBIDDEN;
      case NONE ->
          switch (model) {
            case OPEN -> Access.GRANTED;
            case PRESENCE -> tied.presence() ? Access.GRANTED : Access.PRESENCE_REQUIRED;
            case ROSTER ->
                Collections.disjoint(tied.groups(), groups) ? Access.NOT_IN_GROUP : Access.GRANTED;
            case AUTHORIZE -> approved ? Access.GRANTED : Access.NOT_APPROVED;
            case WHITELIST -> Access.CLOSED;
          };
    };
  }

  /** True if it depends on how the owner sees somebody whether they may read. */
  static boolean dependsOnTies(AccessModel model, Affiliation affiliation) {
    return affiliation == Affiliation.NONE
        && (model == AccessModel.PRESENCE || model == AccessModel.ROSTER);
  }

  /** Whether somebody may publish. */
  static boolean publish(PublishModel model, Affiliation affiliation, boolean subscribed) {
    return switch (affiliation) {
      case OWNER, PUBLISHER, PUBLISH_ONLY -> true;
      case OUTCAST -> false;
      case MEMBER, NONE ->
          switch (model) {
            case OPEN -> true;
            case SUBSCRIBERS -> subscribed;
            case PUBLISHERS -> false;
          };
    };
  }

  /** Whether somebody may remove an item (§7.2): any for an owner, their own for others. */
  static boolean retract(Affiliation affiliation, boolean mayPublish, boolean own) {
    return affiliation == Affiliation.OWNER || mayPublish && own;
  }

  /** The error for who may not read (§6.1.3, §6.5.9). */
  static StanzaException refusal(Access access) {
    return switch (access) {
      case GRANTED -> throw new IllegalArgumentException("nothing is refused");
      case FORBIDDEN -> Pubsub.forbidden();
      case PRESENCE_REQUIRED ->
          Pubsub.error(Condition.NOT_AUTHORIZED, "presence-subscription-required");
      case NOT_IN_GROUP -> Pubsub.error(Condition.NOT_AUTHORIZED, "not-in-roster-group");
      case NOT_APPROVED -> Pubsub.error(Condition.NOT_AUTHORIZED, "not-subscribed");
      case CLOSED -> Pubsub.error(StanzaError.Type.CANCEL, Condition.NOT_ALLOWED, "closed-node");
    };
  }
}
