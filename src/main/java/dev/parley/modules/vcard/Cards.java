package dev.parley.modules.vcard;

import dev.parley.core.home.Avatars;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.Scope;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.function.IntSupplier;

/** The cards of all accounts (XEP-0054 §3). */
final class Cards {
  private static final Element EMPTY = Element.builder(VcardModule.NS, "vCard").build();

  private final KeyValueStore<Element> store;
  private final IntSupplier maxBytes;

  Cards(KeyValueStore<Element> store, IntSupplier maxBytes) {
    this.store = store;
    this.maxBytes = maxBytes;
  }

  /**
   * To others, no card looks like no user, so that names cannot be harvested (XEP-0054 §3.3). The
   * owner gets an empty one (§3.1), since Psi+ shows an error to new users otherwise.
   */
  Future<Iq> get(IqRequest request) {
    return store
        .get(request.theAccount().jid())
        .map(card -> {
          if (card.isEmpty() && request.scope() != Scope.OWN_ACCOUNT) {
            throw new StanzaException(Condition.SERVICE_UNAVAILABLE);
          }
          return request.iq().result(card.orElse(EMPTY));
        });
  }

  Future<Iq> set(IqRequest request) {
    Element card = request.payload();
    int most = maxBytes.getAsInt();
    if (card.toString().length() > most) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "more than " + most + " bytes");
    }
    Future<Void> stored = store.put(request.theAccount().jid(), card);
    request.theAccount().lane().hold(stored);
    return stored.map(done -> {
      Avatars avatars = request.home().neighbour(Avatars.class);
      if (avatars != null) {
        avatars.cardChanged(request.theAccount().jid(), card);
      }
      return request.iq().result();
    });
  }
}
