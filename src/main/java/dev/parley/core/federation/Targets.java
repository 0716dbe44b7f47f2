package dev.parley.core.federation;

import io.vertx.core.Future;
import java.util.List;

/** Finds the servers of a domain (RFC 6120 §3.2, XEP-0368, XEP-0495). */
public interface Targets {
  /**
   * Hosts in groups of the same priority, each in the order of preference. A group is for when
   * nobody of the one before it could be connected to (XEP-0495 §4.1).
   *
   * @param domain in the form that a JID has
   * @return never empty; fails with {@link NoTargetException}. Completes on any context.
   */
  Future<List<List<Candidate>>> groups(String domain);

  /**
   * All places where it may be, in the order in which they are to be tried.
   *
   * @return never empty; fails with {@link NoTargetException}. Completes on any context.
   */
  default Future<List<Target>> find(String domain) {
    return groups(domain).compose(groups -> AllTargets.of(domain, groups));
  }
}
