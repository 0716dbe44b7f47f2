package dev.parley.core.federation;

import io.vertx.core.Future;
import java.util.List;

/** Finds the servers of a domain (RFC 6120 §3.2, XEP-0368). */
public interface Targets {
  /**
   * Where to connect, in the order in which it is to be tried.
   *
   * @param domain in the form that a JID has
   * @return never empty; fails with {@link NoTargetException}. Completes on any context.
   */
  Future<List<Target>> find(String domain);
}
