package dev.parley.modules.archive;

import dev.parley.core.storage.ValueCodec;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * With whom an account's messages are kept (XEP-0441 §2).
 *
 * @param others what holds for those in neither list
 * @param always in the order of the owner
 * @param never in the order of the owner; counts more than the other list
 */
record Preferences(Others others, Set<Jid> always, Set<Jid> never) {
  static final String NAME = "prefs";

  /** All is kept. */
  static final Preferences DEFAULT = new Preferences(Others.ALWAYS, Set.of(), Set.of());

  /** As XML. */
  static final ValueCodec<Preferences> CODEC =
      new ValueCodec<>() {
        @Override
        public String encode(Preferences value) {
          return value.toElement().toString();
        }

        @Override
        public Preferences decode(String stored) {
          try {
            return parse(XmlReader.read(stored, ""));
          } catch (StanzaException damaged) {
            throw new IllegalArgumentException(damaged);
          }
        }
      };

  /** What is done with messages of those who are not named (§2.1.1). */
  enum Others {
    ALWAYS,
    NEVER,
    ROSTER
  }

  Preferences {
    always = Collections.unmodifiableSet(new LinkedHashSet<>(always));
    never = Collections.unmodifiableSet(new LinkedHashSet<>(never));
  }

  /**
   * Reads {@code <prefs/>}; a list that is missing is empty.
   *
   * @throws StanzaException with {@code bad-request} or {@code jid-malformed}
   */
  static Preferences parse(Element prefs) {
    String wanted = prefs.attribute("default");
    Others others = null;
    for (Others known : Others.values()) {
      if (wireName(known).equals(wanted)) {
        others = known;
      }
    }
    if (others == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "default is always, never or roster");
    }
    return new Preferences(others, list(prefs, "always"), list(prefs, "never"));
  }

  private static Set<Jid> list(Element prefs, String name) {
    Set<Jid> jids = new LinkedHashSet<>();
    Element list = prefs.child(ArchiveModule.NS, name);
    if (list != null) {
      for (Element item : list.elements()) {
        if (item.is(ArchiveModule.NS, "jid")) {
          jids.add(jid(item.text().strip()));
        }
      }
    }
    return jids;
  }

  private static Jid jid(String text) {
    try {
      return Jid.parse(text);
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED, "not an address: " + text);
    }
  }

  /** Writes {@code <prefs/>}, always with both lists. */
  Element toElement() {
    return Element.builder(ArchiveModule.NS, NAME)
        .attribute("default", wireName(others))
        .child(list("always", always))
        .child(list("never", never))
        .build();
  }

  private static Element list(String name, Collection<Jid> jids) {
    Element.Builder list = Element.builder(ArchiveModule.NS, name);
    for (Jid jid : jids) {
      list.child(Element.builder(ArchiveModule.NS, "jid").text(jid.toString()).build());
    }
    return list.build();
  }

  private static String wireName(Others others) {
    return others.name().toLowerCase(Locale.ROOT);
  }

  /** How many addresses are named. */
  int size() {
    return always.size() + never.size();
  }

  /**
   * True if messages to or from somebody are kept (§2.3).
   *
   * @param peer {@code to} of what was sent, {@code from} of what was received
   * @param inRoster tells whether a bare JID is in the owner's roster
   */
  boolean allows(Jid peer, Predicate<Jid> inRoster) {
    if (matches(never, peer)) {
      return false;
    }
    if (matches(always, peer)) {
      return true;
    }
    return switch (others) {
      case ALWAYS -> true;
      case NEVER -> false;
      case ROSTER -> inRoster.test(peer.bare());
    };
  }

  private static boolean matches(Set<Jid> list, @Nullable Jid peer) {
    return peer != null && !list.isEmpty() && (list.contains(peer) || list.contains(peer.bare()));
  }
}
