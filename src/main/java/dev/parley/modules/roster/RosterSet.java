package dev.parley.modules.roster;

import dev.parley.core.config.AccountLimits;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client asks to be changed in its roster (RFC 6121 §2.3 to §2.5). */
sealed interface RosterSet {
  /** The namespace of roster queries. */
  String NAMESPACE = "jabber:iq:roster";

  /** Whom it is about: bare, and not the owner. */
  Jid contact();

  /**
   * Adds a contact, or replaces its name and groups.
   *
   * @param name null for none
   * @param groups without doubles
   */
  record Put(Jid contact, @Nullable String name, List<String> groups) implements RosterSet {}

  /** Removes a contact, and what subscriptions there are. */
  record Remove(Jid contact) implements RosterSet {}

  /**
   * Reads the payload of a roster set. What only a server may say ({@code ask}, {@code approved},
   * subscriptions other than {@code remove}) is ignored (§2.1.2).
   *
   * @param owner of the roster, bare
   * @throws StanzaException with the error of §2.3.3
   */
  static RosterSet parse(Element query, Jid owner, AccountLimits limits) {
    // Of other namespaces there may be anything (RFC 6120 §8.4).
    List<Element> items =
        query.elements().stream().filter(child -> child.namespace().equals(NAMESPACE)).toList();
    if (items.size() != 1 || !items.get(0).is(NAMESPACE, "item")) {
      throw refuse(Condition.BAD_REQUEST);
    }
    Element item = items.get(0);
    Jid contact = contact(item, owner);
    if ("remove".equals(item.attribute("subscription"))) {
      return new Remove(contact);
    }
    return new Put(contact, name(item, limits), groups(item, limits));
  }

  private static Jid contact(Element item, Jid owner) {
    String jid = item.attribute("jid");
    if (jid == null) {
      throw refuse(Condition.BAD_REQUEST);
    }
    Jid contact;
    try {
      contact = Jid.parse(jid);
    } catch (JidFormatException malformed) {
      throw refuse(Condition.JID_MALFORMED);
    }
    if (contact.isFull()) {
      throw refuse(Condition.BAD_REQUEST);
    }
    if (contact.equals(owner)) {
      throw refuse(Condition.NOT_ALLOWED);
    }
    return contact;
  }

  private static @Nullable String name(Element item, AccountLimits limits) {
    String name = item.attribute("name");
    if (name == null || name.isEmpty()) {
      return null;
    }
    checkLength(name, limits);
    return name;
  }

  private static List<String> groups(Element item, AccountLimits limits) {
    List<String> groups = new ArrayList<>(0);
    for (Element element : item.elements()) {
      if (!element.is(NAMESPACE, "group")) {
        continue;
      }
      String group = element.text();
      if (group.isEmpty() || groups.size() == limits.rosterGroups()) {
        throw refuse(Condition.NOT_ACCEPTABLE);
      }
      checkLength(group, limits);
      if (groups.contains(group)) {
        throw refuse(Condition.BAD_REQUEST);
      }
      groups.add(group);
    }
    return List.copyOf(groups);
  }

  private static void checkLength(String text, AccountLimits limits) {
    int most = limits.rosterNameCharacters();
    if (text.length() > most && text.codePointCount(0, text.length()) > most) {
      throw refuse(Condition.NOT_ACCEPTABLE);
    }
  }

  private static StanzaException refuse(Condition condition) {
    return new StanzaException(StanzaError.of(condition));
  }
}
