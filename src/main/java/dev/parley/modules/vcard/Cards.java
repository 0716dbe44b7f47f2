package dev.parley.modules.vcard;

import dev.parley.core.module.IqRequest;
import dev.parley.core.module.Scope;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;

/** The cards of all accounts (XEP-0054 §3). */
final class Cards {
  private final KeyValueStore<Element> store;
  private final int maxBytes;

  Cards(KeyValueStore<Element> store, int maxBytes) {
    this.store = store;
    this.maxBytes = maxBytes;
  }

  /**
   * To others, no card looks like no user, so that names cannot be harvested (XEP-0054 §3.3); the
   * owner learns the difference.
   */
  Future<Iq> get(IqRequest request) {
    Condition missing =
        request.scope() == Scope.OWN_ACCOUNT
            ? Condition.ITEM_NOT_FOUND
            : Condition.SERVICE_UNAVAILABLE;
    return store
        .get(request.theAccount().jid())
        .map(card -> request.iq().result(card.orElseThrow(() -> new StanzaException(missing))));
  }

  Future<Iq> set(IqRequest request) {
    Element card = request.payload();
    if (card.toString().length() > maxBytes) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "more than " + maxBytes + " bytes");
    }
    Future<Void> stored = store.put(request.theAccount().jid(), card);
    request.theAccount().lane().hold(stored);
    return stored.map(done -> request.iq().result());
  }
}
