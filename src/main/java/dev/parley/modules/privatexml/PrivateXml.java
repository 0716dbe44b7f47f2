package dev.parley.modules.privatexml;

import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;

/** One element for each account and qualified name (XEP-0049 §3). */
final class PrivateXml {
  private final KeyValueStore<Element> store;
  private final int maxBytes;

  PrivateXml(KeyValueStore<Element> store, int maxBytes) {
    this.store = store;
    this.maxBytes = maxBytes;
  }

  Future<Iq> get(IqRequest request) {
    List<Element> asked = asked(request);
    if (asked.size() != 1) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Element wanted = asked.get(0);
    return store
        .get(owner(request), key(wanted))
        .map(found -> found.orElse(Element.of(wanted.namespace(), wanted.name())))
        .map(element ->
            request
                .iq()
                .result(
                    Element.builder(request.payload().namespace(), "query")
                        .child(element)
                        .build()));
  }

  /** Completes when all would survive a crash; the account's next stanza sees them. */
  Future<Iq> set(IqRequest request) {
    List<Element> given = asked(request);
    if (request.payload().toString().length() > maxBytes) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "more than " + maxBytes + " bytes");
    }
    Future<?> stored =
        Future.all(
            given.stream()
                .map(element -> store.put(owner(request), key(element), element))
                .toList());
    request.theAccount().lane().hold(stored);
    return stored.map(done -> request.iq().result());
  }

  private static List<Element> asked(IqRequest request) {
    List<Element> elements = request.payload().elements();
    if (elements.isEmpty() || elements.stream().anyMatch(PrivateXml::isUnqualified)) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a namespace of its own is needed");
    }
    return elements;
  }

  private static boolean isUnqualified(Element element) {
    return element.namespace().isEmpty() || element.namespace().equals("jabber:iq:private");
  }

  private static Jid owner(IqRequest request) {
    return request.theAccount().jid();
  }

  private static String key(Element element) {
    return element.namespace() + ' ' + element.name();
  }
}
