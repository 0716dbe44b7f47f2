package dev.parley.modules.iq;

import dev.parley.core.bus.Incoming;
import dev.parley.core.bus.ToIq;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.AccountTask;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Router;
import dev.parley.core.home.Session;
import dev.parley.core.module.Failures;
import dev.parley.core.module.HostedServices;
import dev.parley.core.module.IqDelegate;
import dev.parley.core.module.IqGate;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.Registry;
import dev.parley.core.module.Scope;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** The IQs of one home: answered here, or handed to the session they are for. */
final class IqService {
  private final Home home;
  private final Router router;
  private final Registry registry;

  IqService(Home home, Router router, Registry registry) {
    this.home = home;
    this.router = router;
    this.registry = registry;
  }

  void handle(Incoming<ToIq> incoming) {
    ToIq event = incoming.body();
    if (event instanceof ToIq.Ask asked) {
      question(asked.iq())
          .onSuccess(answer -> incoming.reply(asked, answer))
          .onFailure(incoming::fail);
    } else if (event instanceof ToIq.Inbound inbound) {
      inbound(inbound.iq());
    } else if (event instanceof ToIq.Outbound outbound) {
      outbound(outbound.iq());
    }
  }

  /** Asks in the name of an account or a domain of this home. */
  private Future<Iq> question(Iq iq) {
    Jid from = address(iq.from());
    if (from.isDomain()) {
      return home.questions().ask(address(iq.to()), iq, router::route);
    }
    Promise<Iq> answer = Promise.promise();
    home.with(
        from,
        new AccountTask() {
          @Override
          public void run(LiveAccount account) {
            if (account.exists()) {
              home.questions().ask(address(iq.to()), iq, router::route).onComplete(answer);
            } else {
              answer.fail(new StanzaException(Condition.ITEM_NOT_FOUND));
            }
          }

          @Override
          public void failed(Throwable cause) {
            answer.fail(cause);
          }
        });
    return answer.future();
  }

  private void inbound(Iq iq) {
    Jid to = address(iq.to());
    if (to.isDomain()) {
      ask(iq, router.domains().isLocal(to.domain()) ? Scope.DOMAIN : Scope.SERVICE, null);
      return;
    }
    LiveAccount account = home.ready(to.bare());
    if (account != null) {
      accept(account, iq);
    } else {
      home.with(
          to.bare(),
          new Turn(iq) {
            @Override
            public void run(LiveAccount loaded) {
              accept(loaded, iq);
            }
          });
    }
  }

  /** An IQ from an account of this home that looks at what it sends (XEP-0191 §3.1). */
  private void outbound(Iq iq) {
    Jid from = address(iq.from());
    home.with(
        from.bare(),
        new Turn(iq) {
          @Override
          public void run(LiveAccount account) {
            Jid to = address(iq.to());
            boolean own = to.bare().equals(from.bare());
            if (!own && home.screen().blocks(from.bare(), to)) {
              refuseOwn(iq);
            } else {
              router.route(iq);
            }
          }
        });
  }

  private void accept(LiveAccount account, Iq iq) {
    Jid to = address(iq.to());
    Jid from = address(iq.from());
    boolean own = from.bare().equals(account.jid());
    if (!account.exists() || (!own && home.screen().blocks(account.jid(), from))) {
      router.refuse(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
    } else if (to.isFull()) {
      deliver(account, to, iq);
    } else {
      ask(iq, own ? Scope.OWN_ACCOUNT : Scope.OTHER_ACCOUNT, account);
    }
  }

  /** RFC 6121 §8.5.3.1 and §8.5.3.2.3. */
  private void deliver(LiveAccount account, Jid to, Iq iq) {
    Session session = account.session(to);
    StanzaError refusal =
        session == null ? StanzaError.of(Condition.SERVICE_UNAVAILABLE) : refusal(account, iq);
    if (session != null && refusal == null) {
      session.deliver(new ToSession.Delivery(iq));
    } else if (refusal != null) {
      router.refuse(iq, refusal);
    }
  }

  /** What a module that guards the payload has against its delivery; null for nothing. */
  private @Nullable StanzaError refusal(LiveAccount account, Iq iq) {
    Element payload = iq.isRequest() ? iq.payload() : null;
    IqGate gate = payload == null ? null : registry.iqs().gate(payload.namespace());
    boolean own = address(iq.from()).bare().equals(account.jid());
    return gate == null || own ? null : gate.refuse(home, account, iq);
  }

  /** Has the module answer whose payload it is (RFC 6120 §10.5.4, RFC 6121 §8.5.2.1.3). */
  private void ask(Iq iq, Scope scope, @Nullable LiveAccount account) {
    if (iq.type() == Iq.Type.RESULT || iq.type() == Iq.Type.ERROR) {
      home.questions().answered(iq);
      return;
    }
    Element payload = iq.payload();
    if (payload == null) {
      refuse(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
      return;
    }
    IqRequest request = new IqRequest(iq, payload, scope, home, account);
    IqDelegate delegate = scope == Scope.SERVICE ? null : registry.iqs().delegate();
    Future<Iq> taken = delegate == null ? null : delegate.take(request);
    if (taken != null) {
      taken.onSuccess(this::reply).onFailure(cause -> refuse(iq, Failures.toError(cause, iq)));
      return;
    }
    IqHandler handler = handler(iq, scope, payload);
    if (handler == null) {
      refuse(iq, StanzaError.of(Condition.SERVICE_UNAVAILABLE));
      return;
    }
    answer(iq, handler, request);
  }

  private @Nullable IqHandler handler(Iq iq, Scope scope, Element payload) {
    if (scope == Scope.SERVICE) {
      String label = router.domains().service(address(iq.to()).domain());
      HostedServices.Hosted service = label == null ? null : registry.services().find(label);
      IqHandler own =
          service == null
              ? null
              : service.iqs().find(scope, iq.type(), payload.namespace(), payload.name());
      if (service == null || own != null) {
        return own;
      }
    }
    return registry.iqs().find(scope, iq.type(), payload.namespace(), payload.name());
  }

  private void answer(Iq iq, IqHandler handler, IqRequest request) {
    Future<Iq> answer;
    try {
      answer = handler.handle(request);
    } catch (RuntimeException failure) {
      refuse(iq, Failures.toError(failure, iq));
      return;
    }
    answer.onSuccess(this::reply).onFailure(cause -> refuse(iq, Failures.toError(cause, iq)));
  }

  /** Not by the router: the answer is in the name of somebody blocked. */
  private void refuseOwn(Iq iq) {
    if (Router.isAnswerable(iq)) {
      home.answer(iq.error(Failures.blocked()));
    }
  }

  private void refuse(Iq iq, StanzaError error) {
    reply(iq.error(error));
  }

  /**
   * Answers at once if the asker is a session of this home, so that nothing overtakes the answer.
   * What was asked in the name of an account is for no session.
   */
  private void reply(Iq answer) {
    Jid to = answer.to();
    if (to == null || !to.isFull() || !home.answer(answer)) {
      router.route(answer);
    }
  }

  private static Jid address(@Nullable Jid address) {
    if (address == null) {
      throw new IllegalStateException("a routed IQ lacks an address");
    }
    return address;
  }

  /** A task with an IQ that is answered with an error if the account cannot be loaded. */
  private abstract class Turn implements AccountTask {
    private final Stanza iq;

    Turn(Stanza iq) {
      this.iq = iq;
    }

    @Override
    public void failed(Throwable cause) {
      router.refuse(iq, Failures.toError(cause, iq));
    }
  }
}
