package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One contact as it is stored (RFC 6121 §2.1.2, appendix A).
 *
 * @param contact bare
 * @param name the owner gave, null if none
 * @param groups in the owner's order
 * @param subscription {@code none}, {@code to}, {@code from} or {@code both}
 * @param ask true while the owner's own request is unanswered ("pending out")
 * @param approved true if the contact is pre-approved
 * @param pendingIn the contact's unanswered subscribe stanza as XML, null if there is none
 * @param version of the roster that this item was last changed in; 0 if clients never saw it
 * @param removed true for a contact who is not in the roster: one who was removed in {@code
 *     version} (a tombstone), or one who has only asked, so that {@code pendingIn} is there
 */
public record StoredRosterItem(
    Jid contact,
    @Nullable String name,
    List<String> groups,
    String subscription,
    boolean ask,
    boolean approved,
    @Nullable String pendingIn,
    long version,
    boolean removed) {

  /** Copies the list. */
  public StoredRosterItem {
    groups = List.copyOf(groups);
  }
}
