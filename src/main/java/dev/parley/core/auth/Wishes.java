package dev.parley.core.auth;

import dev.parley.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What a client says with a login of XEP-0388 beside its mechanism.
 *
 * @param from the bare JID in the header of the stream, which proves nothing; null if there was
 *     none
 * @param agent the client
 */
public record Wishes(@Nullable Jid from, UserAgent agent) {}
