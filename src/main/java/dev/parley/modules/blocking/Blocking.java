package dev.parley.modules.blocking;

import dev.parley.core.bus.ToSession;
import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Reports;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.KeyValueStore;
import dev.parley.modules.presence.Visibility;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The commands of XEP-0191 §3 for the accounts of one home. */
final class Blocking implements SessionListener {
  private static final String REPORTING = "urn:xmpp:reporting:1";

  private final Home home;
  private final Blocklists lists;
  private final IntSupplier limit;
  private final Set<Jid> interested = new HashSet<>();
  private long pushes;

  Blocking(Home home, KeyValueStore<Blocklist> store, IntSupplier limit) {
    this.home = home;
    this.lists = new Blocklists(store);
    this.limit = limit;
  }

  Blocklists lists() {
    return lists;
  }

  /** §3.2; who asks gets pushes from now on. */
  Future<Iq> list(IqRequest request) {
    interested.add(request.asker());
    Blocklist list = lists.of(request.theAccount().jid());
    return Future.succeededFuture(request.iq().result(element("blocklist", list.addresses())));
  }

  /** §3.3. */
  Future<Iq> block(IqRequest request) {
    LiveAccount account = request.theAccount();
    List<Jid> items = items(request.payload());
    if (items.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST, "nobody to block");
    }
    Blocklist before = lists.of(account.jid());
    Blocklist after = before.with(items);
    if (after.addresses().size() > limit.getAsInt()) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "the blocklist is full");
    }
    List<Jid> added = new ArrayList<>(after.addresses());
    added.removeAll(before.addresses());
    return change(
            request,
            after,
            visibility -> added.forEach(peer -> visibility.hide(account, peer)),
            element("block", items))
        .onSuccess(done -> report(account, request.payload()));
  }

  /** XEP-0377 §4: what is wrong with a report does not keep anybody from blocking. */
  private void report(LiveAccount account, Element command) {
    Reports reports = home.neighbour(Reports.class);
    if (reports == null) {
      return;
    }
    for (Element item : command.elements()) {
      Element report = item.child(REPORTING, "report");
      if (report != null && item.is(BlockingModule.NS, "item")) {
        reports.take(account, address(item), report);
      }
    }
  }

  /** §3.4 and §3.5; without items, all. */
  Future<Iq> unblock(IqRequest request) {
    LiveAccount account = request.theAccount();
    List<Jid> items = items(request.payload());
    Blocklist before = lists.of(account.jid());
    Blocklist after = items.isEmpty() ? Blocklist.EMPTY : before.without(items);
    List<Jid> removed = new ArrayList<>(before.addresses());
    removed.removeAll(after.addresses());
    return change(
        request,
        after,
        visibility -> removed.forEach(peer -> visibility.show(account, peer)),
        element("unblock", items));
  }

  private Future<Iq> change(
      IqRequest request, Blocklist after, Consumer<Visibility> effect, Element push) {
    LiveAccount account = request.theAccount();
    Future<Iq> answered =
        lists
            .put(account.jid(), after)
            .map(stored -> {
              route(account);
              Visibility visibility = home.neighbour(Visibility.class);
              if (visibility != null) {
                effect.accept(visibility);
              }
              push(account, push);
              return request.iq().result();
            });
    account.lane().hold(answered);
    return answered;
  }

  /** What the account's sessions send has to pass here once somebody is blocked (§3.3). */
  private void route(LiveAccount account) {
    if (lists.isActive(account.jid())) {
      for (Session session : account.sessions()) {
        session.deliver(new ToSession.Routing(true));
      }
    }
  }

  private void push(LiveAccount account, Element change) {
    for (Session session : account.sessions()) {
      if (interested.contains(session.full())) {
        Iq push = Iq.set(session.full(), "block-" + ++pushes, change).withFrom(account.jid());
        session.deliver(new ToSession.Delivery(push));
      }
    }
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    interested.remove(session.full());
  }

  private static List<Jid> items(Element command) {
    List<Jid> items = new ArrayList<>();
    for (Element item : command.elements()) {
      if (item.is(BlockingModule.NS, "item")) {
        items.add(address(item));
      }
    }
    return items;
  }

  private static Jid address(Element item) {
    String jid = item.attribute("jid");
    if (jid == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "an item without jid");
    }
    try {
      return Jid.parse(jid);
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED, "not an address: " + jid);
    }
  }

  private static Element element(String name, List<Jid> addresses) {
    Element.Builder list = Element.builder(BlockingModule.NS, name);
    for (Jid address : addresses) {
      list.child(
          Element.builder(BlockingModule.NS, "item").attribute("jid", address.toString()).build());
    }
    return list.build();
  }
}
