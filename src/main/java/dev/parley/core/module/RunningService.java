package dev.parley.core.module;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.ToService;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One service of a module; it goes as a whole when the module stops. */
record RunningService(HostedServices services, String label, HostedServices.Hosted hosted)
    implements ServiceContext {
  @Override
  public void onIq(Iq.Type type, String namespace, String name, IqHandler handler) {
    hosted.iqs().add(new IqHandlers.Entry(Set.of(Scope.SERVICE), type, namespace, name, handler));
  }

  @Override
  public void route(IntFunction<BusAddress<ToService>> way) {
    services.route(label, way);
  }

  @Override
  public void identify(DiscoInfo.Identity identity) {
    hosted.disco().addIdentity(Scope.SERVICE, identity);
  }

  @Override
  public void advertise(String feature) {
    hosted.disco().addFeature(Scope.SERVICE, feature);
  }

  @Override
  public void describe(Supplier<Element> form) {
    hosted.disco().addForm(Scope.SERVICE, domain -> form.get());
  }
}
