package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;

/** Hears of changes of rosters, beside the sessions of their owners. Called on their home. */
public interface RosterWatch {
  /**
   * A contact was added, changed or removed.
   *
   * @param query as in a roster push, without version
   */
  void changed(Jid owner, Element query);
}
