package dev.parley.modules.multicast;

import dev.parley.core.bus.Addresses;
import dev.parley.core.module.DiscoInfo;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.ServiceContext;
import dev.parley.core.module.Xep;

/** Lets users send one message to several addresses. */
@Xep(value = 33, version = "1.2.1")
public final class MulticastModule implements ServerModule {
  @Override
  public void start(ModuleContext context) {
    context.serve(Addresses::multicast, home -> new Distribution(context), Distribution::handle);
    ServiceContext service = context.service("multicast");
    service.route(Addresses::multicast);
    service.identify(new DiscoInfo.Identity("service", "multicast", "Multicast"));
    service.advertise(AddressHeader.NS);
  }
}
