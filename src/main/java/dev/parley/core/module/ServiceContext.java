package dev.parley.core.module;

import dev.parley.core.bus.BusAddress;
import dev.parley.core.bus.ToService;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A service with a domain of its own under each domain served here, such as {@code
 * upload.example.org}. Service discovery of that domain tells what is advertised here, and that of
 * the domain above lists it. Undone with the module.
 */
public interface ServiceContext {
  /**
   * Answers IQs to the service whose payload is {@code name} in {@code namespace}. Called on the
   * home of the asker if that is an account of this server.
   */
  void onIq(Iq.Type type, String namespace, String name, IqHandler handler);

  /**
   * Takes all stanzas to the domain at one address of the bus, by the shard of the bare JID they
   * are sent to: in the order of each sender. IQs to the bare domain still go to {@link #onIq}.
   */
  void route(IntFunction<BusAddress<ToService>> way);

  /** Advertises an identity. */
  void identify(DiscoInfo.Identity identity);

  /** Advertises a feature. */
  void advertise(String feature);

  /** Adds an extension form (XEP-0128), made anew for each answer. */
  void describe(Supplier<Element> form);
}
