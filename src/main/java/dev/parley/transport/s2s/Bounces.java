package dev.parley.transport.s2s;

import dev.parley.core.bus.Origin;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Router;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives stanzas for another server back to those who have sent them. */
final class Bounces {
  static final StanzaError TOO_LARGE =
      StanzaError.of(StanzaError.Condition.POLICY_VIOLATION, "Too large for the server");
  static final StanzaError TOO_MUCH =
      StanzaError.of(StanzaError.Condition.RESOURCE_CONSTRAINT, "Too much waits for the server");
  static final Failure LOST = new Failure(Failure.Kind.UNREACHABLE, "the connection was lost");
  static final Failure LATE = new Failure(Failure.Kind.UNREACHABLE, "waited too long");
  static final Failure STOPS = new Failure(Failure.Kind.UNREACHABLE, "this server stops");

  private final Router router;

  Bounces(Router router) {
    this.router = router;
  }

  void all(List<ToSession.Delivery> deliveries, Failure failure) {
    for (int i = 0; i < deliveries.size(); i++) {
      one(deliveries.get(i), failure.error());
    }
  }

  void one(ToSession.Delivery delivery, StanzaError error) {
    Origin origin = delivery.ticket() instanceof Passage passage ? passage.origin() : null;
    one(delivery.stanza(), origin, error);
  }

  /** Its sender is answered, and need not wait any longer. */
  void one(Stanza stanza, @Nullable Origin origin, StanzaError error) {
    router.refuse(stanza, error);
    router.safe(origin);
  }
}
