package dev.parley.modules.pubsub;

import dev.parley.core.home.Home;
import dev.parley.core.home.Router;
import dev.parley.core.module.DiscoNodes;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets service discovery of one home tell of nodes. */
final class NodeDiscovery implements DiscoNodes {
  private final PubsubService service;
  private final Router router;
  private final Home home;

  NodeDiscovery(PubsubService service, Router router, Home home) {
    this.service = service;
    this.router = router;
    this.home = home;
  }

  @Override
  public boolean covers(Jid asked) {
    return asked.local() != null
        || PubsubModule.LABEL.equals(router.domains().service(asked.domain()));
  }

  @Override
  public Future<Element> info(IqRequest request, String node) {
    return answer(request.iq()).map(NodeDiscovery::payload);
  }

  @Override
  public Future<List<Element>> items(IqRequest request, @Nullable String node) {
    return answer(request.iq()).map(answer -> payload(answer).elements());
  }

  private Future<Iq> answer(Iq iq) {
    Jid to = Objects.requireNonNull(iq.to());
    return to.local() == null ? PubsubModule.ask(home, iq) : service.answer(iq);
  }

  private static Element payload(Iq answer) {
    return Objects.requireNonNull(answer.payload());
  }
}
