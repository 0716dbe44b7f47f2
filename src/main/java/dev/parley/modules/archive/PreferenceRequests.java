package dev.parley.modules.archive;

import dev.parley.core.module.IqRequest;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import io.vertx.core.Future;

/** Shows and changes preferences (XEP-0441 §2.1). */
final class PreferenceRequests {
  /** Addresses that one account may name. */
  static final int MOST = 1_000;

  private final AccountArchives archives;

  PreferenceRequests(AccountArchives archives) {
    this.archives = archives;
  }

  Future<Iq> get(IqRequest request) {
    Jid owner = request.theAccount().jid();
    return Future.succeededFuture(request.iq().result(archives.preferences(owner).toElement()));
  }

  /** What the account sends and gets next is treated as it now wishes. */
  Future<Iq> set(IqRequest request) {
    Preferences wish = Preferences.parse(request.payload());
    if (wish.size() > MOST) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "more than " + MOST + " addresses");
    }
    Future<Iq> answer =
        archives
            .prefer(request.theAccount().jid(), wish)
            .map(kept -> request.iq().result(wish.toElement()));
    request.theAccount().lane().hold(answer);
    return answer;
  }
}
