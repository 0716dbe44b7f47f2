package dev.parley.server.transfer;

import dev.parley.core.home.LegacyBookmarks;
import dev.parley.modules.avatar.Photo;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What features keep for one account: private XML, card, block list, wishes for the archive. */
final class ImportedSettings {
  private static final Set<String> DEFAULTS = Set.of("always", "never", "roster");

  private final Jid owner;
  private final Stores stores;
  private final Window window;
  private final ImportedNodes nodes;
  private final Set<Jid> blocked = new LinkedHashSet<>();

  ImportedSettings(Jid owner, Stores stores, Window window, ImportedNodes nodes) {
    this.owner = owner;
    this.stores = stores;
    this.window = window;
    this.nodes = nodes;
  }

  /** Keeps a setting; false if it is none that is known here. */
  boolean take(Element element, Consumer<String> problem) {
    switch (element.namespace()) {
      case Pie.PRIVATE -> element.elements().forEach(this::privateXml);
      case Pie.VCARD -> card(element);
      case Pie.PRIVACY -> privacy(element, problem);
      case Pie.BLOCKING ->
          element.elements().forEach(item -> block(item.attribute("jid"), problem));
      case Pie.RESULT -> preferences(element, problem);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** XEP-0049. */
  private void privateXml(Element element) {
    boolean list = element.is(LegacyBookmarks.NAMESPACE, "storage");
    String key = element.namespace() + ' ' + element.name();
    window.add(stores.privateXml().put(owner, key, list ? nodes.legacy(element) : element));
  }

  /** XEP-0054; contacts know the image by its hash (XEP-0153). */
  private void card(Element card) {
    window.add(stores.cards().put(owner, card));
    Photo photo = Photo.ofCard(card);
    if (photo != null) {
      window.add(stores.avatars().put(owner, photo.id()));
    }
  }

  /** Of XEP-0016, whom the default list refuses altogether: all that XEP-0191 can say. */
  private void privacy(Element query, Consumer<String> problem) {
    Element standard = query.child(Pie.PRIVACY, "default");
    String name = standard == null ? null : standard.attribute("name");
    for (Element list : query.elements()) {
      if (list.name().equals("list")) {
        boolean inUse = name != null && name.equals(list.attribute("name"));
        for (Element item : list.elements()) {
          if (inUse
              && "deny".equals(item.attribute("action"))
              && "jid".equals(item.attribute("type"))
              && item.elements().isEmpty()) {
            block(item.attribute("value"), problem);
          } else {
            problem.accept("a rule of the privacy list " + list.attribute("name"));
          }
        }
      }
    }
  }

  private void block(@Nullable String jid, Consumer<String> problem) {
    Jid address = ImportedValues.jid(jid);
    if (address == null) {
      problem.accept("no address to block: " + jid);
    } else {
      blocked.add(address);
    }
  }

  /** XEP-0441 §2. */
  private void preferences(Element prefs, Consumer<String> problem) {
    String others = prefs.attribute("default");
    if (!prefs.name().equals("prefs") || others == null || !DEFAULTS.contains(others)) {
      problem.accept("nobody here understands this");
      return;
    }
    Element.Builder valid = Element.builder(Pie.RESULT, "prefs").attribute("default", others);
    for (String name : new String[] {"always", "never"}) {
      Element.Builder list = Element.builder(Pie.RESULT, name);
      Element given = prefs.child(Pie.RESULT, name);
      for (Element one : given == null ? List.<Element>of() : given.elements()) {
        if (ImportedValues.jid(one.text()) != null) {
          list.child(Element.builder(Pie.RESULT, "jid").text(one.text().strip()).build());
        }
      }
      valid.child(list.build());
    }
    window.add(stores.preferences().put(owner, valid.build()));
  }

  /** Stores what had to be gathered. */
  void finish() {
    if (!blocked.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      blocked.forEach(jid -> lines.append(lines.isEmpty() ? "" : "\n").append(jid));
      window.add(stores.blocked().put(owner, lines.toString()));
    }
  }
}
