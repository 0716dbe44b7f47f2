package dev.parley.core.home;

import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feature that takes part in binding by Bind 2 (XEP-0386 §3.2). Called on the home's context, in
 * the turn of the bind; nothing else happens to the account before the session is ready.
 */
@FunctionalInterface
public interface BindFeature {
  /**
   * Prepares a session that is being bound. It is not among the account's sessions yet, and has
   * {@link Session#full} and {@link Session#access} already.
   *
   * @param request the child of {@code <bind/>} in the feature's namespace; null if the client has
   *     sent none
   * @return what goes into {@code <bound/>}, empty for nothing; a failure counts as nothing
   */
  Future<Optional<Element>> bind(LiveAccount account, Session session, @Nullable Element request);
}
