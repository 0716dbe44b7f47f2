package dev.parley.modules.version;

import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.Set;

/**
 * Says which software runs here (XEP-0092). The operating system is told only if {@code
 * modules.version.os} is true: it helps attackers more than friends.
 */
@Xep(value = 92, version = "1.1")
public final class VersionModule implements ServerModule {
  private static final String NS = "jabber:iq:version";

  @Override
  public void start(ModuleContext context) {
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.onIq(
        Set.of(Scope.DOMAIN),
        Iq.Type.GET,
        NS,
        "query",
        request ->
            Future.succeededFuture(
                request.iq().result(query(context.settings().getBoolean("os", false)))));
  }

  private static Element query(boolean withSystem) {
    Element.Builder query =
        Element.builder(NS, "query")
            .child(Element.builder(NS, "name").text("Parley").build())
            .child(Element.builder(NS, "version").text(version()).build());
    if (withSystem) {
      query.child(Element.builder(NS, "os").text(System.getProperty("os.name", "")).build());
    }
    return query.build();
  }

  /** The version in the jar's manifest. */
  private static String version() {
    String version = VersionModule.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
