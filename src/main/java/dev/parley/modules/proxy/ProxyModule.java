package dev.parley.modules.proxy;

import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.ServiceContext;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Relays files between clients that cannot reach each other. */
@Xep(value = 65, version = "1.8.2")
public final class ProxyModule implements ServerModule {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyModule.class);

  @Override
  public void start(ModuleContext context) {
    Switchboard switchboard =
        new Switchboard(context.vertx(), () -> ProxySettings.of(context.settings()));
    Future<Bytestreams> open =
        switchboard
            .listen()
            .map(port -> new Bytestreams(context, switchboard, port))
            .onFailure(cause ->
                LOG.warn(
                    "Files are not relayed: port {} cannot be had ({}); see modules.proxy",
                    ProxySettings.of(context.settings()).port(),
                    cause.getMessage()));
    context.onStop(switchboard::close);

    ServiceContext service = context.service("proxy");
    service.identify(new DiscoInfo.Identity("proxy", "bytestreams", "File transfer"));
    service.advertise(Bytestreams.NS);
    service.onIq(Iq.Type.GET, Bytestreams.NS, "query", request -> there(open).address(request));
    service.onIq(Iq.Type.SET, Bytestreams.NS, "query", request -> there(open).activate(request));
  }

  private static Bytestreams there(Future<Bytestreams> open) {
    if (!open.succeeded()) {
      throw new StanzaException(Condition.NOT_ALLOWED);
    }
    return open.result();
  }
}
