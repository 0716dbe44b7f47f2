package dev.parley.core.module;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers service discovery of nodes, and of what an account or a service has (XEP-0030 §3.2, §4).
 * A feature publishes one to each home. Futures fail as those of an {@link IqHandler}.
 */
public interface DiscoNodes {
  /** True if an account, or a service with a domain of its own, can have nodes. */
  boolean covers(Jid asked);

  /** The whole {@code <query/>} for {@code disco#info} of a node. */
  Future<Element> info(IqRequest request, String node);

  /**
   * What {@code disco#items} lists.
   *
   * @param node null for the account or the service itself
   */
  Future<List<Element>> items(IqRequest request, @Nullable String node);
}
