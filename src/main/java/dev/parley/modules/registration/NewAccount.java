package dev.parley.modules.registration;

import dev.parley.core.auth.AddressPrefix;
import dev.parley.core.module.HourlyBudgets;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.storage.StorageException;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.jid.Scripts;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;

/** Makes accounts for strangers, if that is allowed (XEP-0077 §3.1). */
final class NewAccount {
  private static final String INSTRUCTIONS = "Choose a user name and a password.";
  private static final int MOST_ADDRESSES = 50_000;

  private final ModuleContext context;
  private final HourlyBudgets budgets = new HourlyBudgets(MOST_ADDRESSES);

  NewAccount(ModuleContext context) {
    this.context = context;
  }

  static boolean isOpen(ModuleContext context) {
    return context.settings().getBoolean("open", false);
  }

  /** Answers somebody who has not logged in. */
  Future<Iq> answer(Iq iq, Jid domain, String address) {
    Element query = iq.payload();
    if (!isOpen(context) || query == null || !query.name().equals("query")) {
      throw new StanzaException(Condition.NOT_ALLOWED, "accounts are made by the operator");
    }
    return switch (iq.type()) {
      case GET -> Future.succeededFuture(iq.result(form()));
      case SET -> create(iq, domain, address, Fields.parse(query));
      case RESULT, ERROR -> Future.failedFuture(new StanzaException(Condition.BAD_REQUEST));
    };
  }

  private static Element form() {
    String ns = RegistrationModule.NS;
    return Element.builder(ns, "query")
        .child(Element.builder(ns, "instructions").text(INSTRUCTIONS).build())
        .child(Element.of(ns, "username"))
        .child(Element.of(ns, "password"))
        .build();
  }

  private Future<Iq> create(Iq iq, Jid domain, String address, Fields fields) {
    Jid account = account(fields.theUsername(), domain);
    int perHour = context.settings().getInteger("perAddressPerHour", 3);
    if (!budgets.take(AddressPrefix.customer(address).bits(), perHour, System.nanoTime())) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "too many accounts from this address; try later");
    }
    return context
        .accounts()
        .create(account, fields.thePassword())
        .map(created -> iq.result())
        .recover(cause ->
            Future.failedFuture(
                cause instanceof StorageException storage
                        && storage.kind() == StorageException.Kind.CONFLICT
                    ? new StanzaException(Condition.CONFLICT, "this name is taken")
                    : cause));
  }

  private static Jid account(String name, Jid domain) {
    try {
      Jid account = Jid.of(name, domain.domain(), null);
      if (!Scripts.areConsistent(name)) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "this name mixes alphabets");
      }
      return account;
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this is no user name");
    }
  }
}
