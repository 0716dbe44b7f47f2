package dev.parley.modules.strangers;

import dev.parley.core.module.HourlyBudgets;
import dev.parley.core.module.RemoteHooks;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Presence;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests for subscriptions (RFC 6121 §3.1) that each other domain sends, and those
 * that each account gets from other servers, however many domains an attacker has.
 */
final class RequestBudget implements RemoteHooks.Step {
  private static final int MOST_NAMES = 50_000;

  private final Supplier<JsonObject> settings;
  private final LongSupplier clock;
  private final HourlyBudgets domains = new HourlyBudgets(MOST_NAMES);
  private final HourlyBudgets accounts = new HourlyBudgets(MOST_NAMES);

  RequestBudget(Supplier<JsonObject> settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public @Nullable StanzaError refuse(Stanza stanza) {
    Jid from = stanza.from();
    Jid to = stanza.to();
    if (!(stanza instanceof Presence presence)
        || presence.type() != Presence.Type.SUBSCRIBE
        || from == null
        || to == null) {
      return null;
    }
    JsonObject limits = settings.get();
    long now = clock.getAsLong();
    boolean hasBudget =
        domains.take(from.domain(), limits.getInteger("requestsPerDomain", 0), now)
            && accounts.take(to.bare().toString(), limits.getInteger("requestsPerAccount", 0), now);
    return hasBudget
        ? null
        : StanzaError.of(Condition.RESOURCE_CONSTRAINT).withText("too many requests; try later");
  }
}
