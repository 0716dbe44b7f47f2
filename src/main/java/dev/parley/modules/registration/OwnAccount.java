package dev.parley.modules.registration;

import dev.parley.core.auth.Accounts;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;

/** What a user who has logged in may do with the account (XEP-0077 §3.2, §3.3). */
final class OwnAccount {
  private final Accounts accounts;

  OwnAccount(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Says that there is a registration, and which. */
  Future<Iq> get(IqRequest request) {
    Jid user = request.asker().bare();
    checkLocal(request, user);
    String name = user.local() == null ? "" : user.local();
    Element query =
        Element.builder(RegistrationModule.NS, "query")
            .child(Element.of(RegistrationModule.NS, "registered"))
            .child(Element.builder(RegistrationModule.NS, "username").text(name).build())
            .child(Element.of(RegistrationModule.NS, "password"))
            .build();
    return Future.succeededFuture(request.iq().result(query));
  }

  Future<Iq> set(IqRequest request) {
    Jid user = request.asker().bare();
    checkLocal(request, user);
    checkUnrestricted(request);
    Fields fields = Fields.parse(request.payload());
    return fields.remove() ? remove(request, user) : changePassword(request, user, fields);
  }

  /** §3.2; the sessions of the account end once the answer is out. */
  private Future<Iq> remove(IqRequest request, Jid user) {
    if (request.payload().elements().size() > 1) {
      throw new StanzaException(Condition.BAD_REQUEST, "<remove/> stands alone");
    }
    return accounts.delete(user).map(gone -> request.iq().result());
  }

  /** §3.3; all other sessions of the account end. */
  private Future<Iq> changePassword(IqRequest request, Jid user, Fields fields) {
    if (!named(fields.theUsername(), user)) {
      throw new StanzaException(Condition.NOT_ALLOWED, "only the own password can be changed");
    }
    return accounts
        .changePassword(user, fields.thePassword(), request.asker())
        .map(changed -> {
          if (!changed) {
            throw new StanzaException(Condition.NOT_ALLOWED, "the account has no password");
          }
          return request.iq().result();
        });
  }

  /**
   * Who has come in by an app password does not change how the account is entered (XEP-0494). The
   * session counts from its binding on, even if the account has not come to it yet; a component
   * that may do so (XEP-0356) asks without one.
   */
  private static void checkUnrestricted(IqRequest request) {
    Session session = request.home().sessions().bound(request.asker());
    boolean isEntitled =
        session == null ? request.asker().isBare() : session.access().appPassword() == null;
    if (!isEntitled) {
      throw new StanzaException(Condition.FORBIDDEN, "log in with the account's own password");
    }
  }

  private static boolean named(String name, Jid user) {
    try {
      return Jid.of(name, user.domain(), null).equals(user);
    } catch (JidFormatException notAName) {
      return false;
    }
  }

  /** A domain is asked by its own users only. */
  private static void checkLocal(IqRequest request, Jid user) {
    Jid to = request.iq().to();
    if (to != null && !to.domain().equals(user.domain())) {
      throw new StanzaException(Condition.NOT_ALLOWED);
    }
  }
}
