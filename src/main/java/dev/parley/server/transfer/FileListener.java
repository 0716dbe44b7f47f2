package dev.parley.server.transfer;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/** Hears what is in a file of accounts, in its order. */
interface FileListener {
  /**
   * An account begins.
   *
   * @param password null if the file has none in plain text
   * @return false if all of it is to be passed over
   */
  boolean begins(Place place, Jid account, @Nullable String password);

  /** Something of the account that is small. */
  void element(Place place, Element element);

  /** An item of a node. */
  void item(Place place, String node, Element item);

  /** A result of XEP-0313, the oldest first. */
  void archived(Place place, Element result);

  /** A stanza that waits, the oldest first. */
  void waiting(Place place, Element stanza);

  /** That was all of the account. */
  void ends(Place place);

  /** Something that nobody here understands. */
  void ignored(Place place, String why);
}
