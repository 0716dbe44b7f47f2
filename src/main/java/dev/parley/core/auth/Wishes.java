package dev.parley.core.auth;

import dev.parley.core.auth.sasl.FastElements;
import dev.parley.protocol.jid.Jid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client says with a login of XEP-0388 beside its mechanism.
 *
 * @param from the bare JID in the header of the stream, which proves nothing; null if there was
 *     none
 * @param agent the client
 * @param upgrades names of the upgrade tasks it can do (XEP-0480 §2.2)
 * @param token that it shows a token (XEP-0484 §3.4); null if it shows something else
 * @param tokenFor the mechanism for which it wants a token (XEP-0484 §3.2); null if it wants none
 */
public record Wishes(
    @Nullable Jid from,
    UserAgent agent,
    List<String> upgrades,
    FastElements.@Nullable Use token,
    @Nullable String tokenFor) {
  /** Copies the list. */
  public Wishes {
    upgrades = List.copyOf(upgrades);
  }

  /** The client, as {@link DeviceId} calls it; null if it has not said which it is. */
  public @Nullable String device(Jid account) {
    String id = agent.id();
    return id == null ? null : DeviceId.of(account, id);
  }
}
