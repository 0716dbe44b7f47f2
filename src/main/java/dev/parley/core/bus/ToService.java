package dev.parley.core.bus;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a service with a domain of its own is told, if it takes all stanzas to that domain. */
public sealed interface ToService {
  /**
   * A stanza to an address of the service, other than an IQ to its bare domain.
   *
   * @param stanza stamped with its sender's full JID
   * @param origin null unless the sender of a message waits for an acknowledgement, which is due as
   *     soon as the message is safe: stored, or answered with an error
   */
  record Inbound(Stanza stanza, @Nullable Origin origin) implements ToService {}

  /**
   * An account is deleted; a later owner of its name has no rights.
   *
   * @param place where it had some, a bare JID of the service
   * @param account bare
   * @param stored true if what is stored of the place names the account yet
   */
  record Forget(Jid place, Jid account, boolean stored) implements ToService {}

  /**
   * An administrator wants a room gone; answered when it is, with false if there was none.
   *
   * @param reason for those who are there; empty for none
   */
  record Destroy(Jid room, String reason) implements ToService, Request<Boolean> {}

  /**
   * An administrator of the server wants to see or change something of a room; answered when it is
   * done, with a result as those of {@code AdminCommands}, or with an {@code AdminException}.
   */
  record Order(Jid room, RoomTask task) implements ToService, Request<JsonObject> {}

  /** The archive of a room has changed behind its back; what it remembers is to be read again. */
  record Reread(Jid room) implements ToService {}
}
