package dev.parley.modules.carbons;

import dev.parley.core.home.Copies;
import dev.parley.core.home.Home;
import dev.parley.core.module.IqHandler;
import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.module.Scope;
import dev.parley.core.module.ServerModule;
import dev.parley.core.module.Stage;
import dev.parley.core.module.Verdict;
import dev.parley.core.module.Xep;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Shows each device of an account what its others send and receive. */
@Xep(value = 280, version = "1.0.1")
public final class CarbonsModule implements ServerModule {
  static final String NS = "urn:xmpp:carbons:2";
  private static final String RULES = "urn:xmpp:carbons:rules:0";
  private static final Set<Scope> OWN = Set.of(Scope.OWN_ACCOUNT);

  @Override
  public void start(ModuleContext context) {
    context.publish(Carbons.class, home -> new Carbons());
    context.publish(Copies.class, CarbonsModule::of);
    context.onSession(CarbonsModule::of);
    context.onAccount(CarbonsModule::of);
    context.onMessage(Stage.ANNOTATE, (home, account, message) -> withoutForgeries(message));
    context.onIq(OWN, Iq.Type.SET, NS, "enable", here(Carbons::enable));
    context.onIq(OWN, Iq.Type.SET, NS, "disable", here(Carbons::disable));
    context.onBind(NS, home -> of(home)::bind);
    context.advertise(Set.of(Scope.DOMAIN), NS);
    context.advertise(Set.of(Scope.DOMAIN), RULES);
  }

  /** Copies are made by the server alone; what looks like one in a message is a lie (§11). */
  private static Verdict withoutForgeries(Message message) {
    List<Element> children = message.children();
    for (int i = 0; i < children.size(); i++) {
      if (isCopy(children.get(i))) {
        List<Element> rest = new ArrayList<>(children);
        rest.removeIf(CarbonsModule::isCopy);
        return new Verdict.Pass(message.withChildren(rest));
      }
    }
    return new Verdict.Pass(message);
  }

  private static boolean isCopy(Element child) {
    return child.is(NS, "received") || child.is(NS, "sent");
  }

  private static IqHandler here(BiFunction<Carbons, IqRequest, Future<Iq>> answer) {
    return request -> answer.apply(of(request.home()), request);
  }

  private static Carbons of(Home home) {
    return Objects.requireNonNull(home.neighbour(Carbons.class));
  }
}
