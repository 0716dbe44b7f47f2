package dev.parley.modules.time;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Tells the time here (XEP-0202, in the format of XEP-0082). */
@Xep(value = 202, version = "2.0")
@Xep(value = 82, version = "1.1.1")
public final class TimeModule implements ServerModule {
  private static final String NS = "urn:xmpp:time";

  @Override
  public void start(ModuleContext context) {
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.onIq(
        Set.of(Scope.DOMAIN),
        Iq.Type.GET,
        NS,
        "time",
        request ->
            Future.succeededFuture(
                request.iq().result(time(OffsetDateTime.now(ZoneId.systemDefault())))));
  }

  static Element time(OffsetDateTime now) {
    ZoneOffset offset = now.getOffset();
    String zone = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId().substring(0, 6);
    return Element.builder(NS, "time")
        .child(Element.builder(NS, "tzo").text(zone).build())
        .child(
            Element.builder(NS, "utc")
                .text(now.toInstant().truncatedTo(ChronoUnit.SECONDS).toString())
                .build())
        .build();
  }
}
