package dev.parley.modules.serverinfo;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Shard;
import dev.parley.core.bus.ToPubsub;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.form.DataForm.Field;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The node of a domain, which makes it and owns it (XEP-0485 §5). */
final class Board {
  static final String NODE = "serverinfo";

  /** What is not published anew is no longer told after this, as when the module is off. */
  static final long EXPIRY_SECONDS = TimeUnit.HOURS.toSeconds(24);

  private static final String NS = "http://jabber.org/protocol/pubsub";

  private final Bus bus;
  private final Jid self;
  private final Jid service;

  /**
   * @param self the domain that publishes
   */
  Board(Bus bus, Jid self) {
    this.bus = bus;
    this.self = self;
    this.service = Jid.of(null, service(self.domain()), null);
  }

  /** The address of the service. */
  static String service(String domain) {
    return "pubsub." + domain;
  }

  /** Publishes the one item; makes the node if it is not there. */
  Future<Iq> publish(Element serverinfo) {
    Element item = Element.builder(NS, "item").attribute("id", "current").child(serverinfo).build();
    Element publish = Element.builder(NS, "publish").attribute("node", NODE).child(item).build();
    Element options = Element.builder(NS, "publish-options").child(options()).build();
    Element pubsub = Element.builder(NS, "pubsub").child(publish).child(options).build();
    Iq iq = Iq.set(service, "s", pubsub).withFrom(self);
    return bus.request(Addresses.pubsub(Shard.of(service)), new ToPubsub.Ask(iq));
  }

  /** As §5 recommends; the node of somebody else is most likely another (XEP-0060 §7.1.5). */
  private static Element options() {
    DataForm form =
        DataForm.result(
            NS + "#publish-options",
            List.of(
                Field.of("pubsub#access_model", "open"),
                Field.of("pubsub#publish_model", "publishers"),
                Field.of("pubsub#persist_items", "1"),
                Field.of("pubsub#max_items", "1"),
                Field.of("pubsub#publish_node_full", "discard-oldest"),
                Field.of("pubsub#item_expire", Long.toString(EXPIRY_SECONDS))));
    return new DataForm(DataForm.Type.SUBMIT, null, List.of(), form.fields()).toElement();
  }
}
