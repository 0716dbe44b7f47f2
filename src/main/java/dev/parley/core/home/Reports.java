package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;

/** Takes what users report of others (XEP-0377). A feature publishes one to each home. */
public interface Reports {
  /**
   * Takes a report. What is wrong with it is nobody's error: whoever blocks somebody has done so.
   *
   * @param reporter an account of this home, loaded
   * @param reported whom it has just blocked
   * @param report in {@code urn:xmpp:reporting:1}
   */
  void take(LiveAccount reporter, Jid reported, Element report);
}
