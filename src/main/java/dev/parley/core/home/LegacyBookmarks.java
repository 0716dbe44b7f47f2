package dev.parley.core.home;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;

/**
 * Bookmarks as older clients know them: one element with all (XEP-0048). A feature publishes one to
 * its home if it keeps them as {@code urn:xmpp:bookmarks:1} does; used on its context.
 */
public interface LegacyBookmarks {
  /** The namespace of {@code <storage/>}. */
  String NAMESPACE = "storage:bookmarks";

  /** All rooms of an account, and what of the stored element is about something else. */
  Future<Element> of(Jid account, Element stored);

  /**
   * Takes a new list of rooms; completes when all would survive a crash.
   *
   * @return what of the element is about something else, to be stored as it is
   */
  Future<Element> replace(Jid account, Element storage);
}
