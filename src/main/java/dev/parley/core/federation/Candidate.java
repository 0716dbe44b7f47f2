package dev.parley.core.federation;

import io.vertx.core.Future;
import java.util.List;

/** A host that may be the server of a domain. Its addresses are asked for when it is its turn. */
public interface Candidate {
  /** Asks for its addresses, IPv6 first (XEP-0495 §4.2). */
  Places ask();

  /**
   * Where it is. Each completes on any context, with an empty list if there is no such address, and
   * fails with a {@link NoTargetException} if that is not known or not to be connected to.
   */
  record Places(Future<List<Target>> six, Future<List<Target>> four) {}
}
