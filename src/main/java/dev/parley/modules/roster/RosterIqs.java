package dev.parley.modules.roster;

import dev.parley.core.config.AccountLimits;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers what clients ask of their rosters (RFC 6121 §2), in one home. */
final class RosterIqs {
  private final Rosters rosters;
  private final Subscriptions subscriptions;
  private final Supplier<AccountLimits> limits;

  RosterIqs(Rosters rosters, Subscriptions subscriptions, Supplier<AccountLimits> limits) {
    this.rosters = rosters;
    this.subscriptions = subscriptions;
    this.limits = limits;
  }

  /**
   * Gives the roster, or what has changed in it (§2.2, §2.6). A wish of an extension that we do not
   * know is ignored (RFC 6120 §8.4), as Kaidan's for channels of MIX (XEP-0405).
   */
  Future<Iq> get(IqRequest request) {
    Element query = request.payload();
    if (query.elements().stream().anyMatch(child -> child.is(query.namespace(), "item"))) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    LiveAccount account = request.theAccount();
    AccountRoster roster = rosters.of(account.jid());
    String known = request.payload().attribute("ver");
    Session session = account.session(request.asker());
    if (session != null) {
      roster.interest(session, known != null);
    }
    List<RosterItem> changes =
        known == null
            ? null
            : RosterVersion.changesSince(known, roster.version(), roster.pruned(), roster.items());
    if (changes == null || session == null) {
      String version = known == null ? null : RosterVersion.toText(roster.version());
      return Future.succeededFuture(
          request.iq().result(RosterQuery.toElement(version, roster.contacts())));
    }
    if (changes.isEmpty()) {
      return Future.succeededFuture(request.iq().result());
    }
    return resultThenPushes(request, session, changes);
  }

  /** The empty result, and behind it one push a change; nothing comes between them. */
  private Future<Iq> resultThenPushes(
      IqRequest request, Session session, List<RosterItem> changes) {
    Promise<Iq> answer = Promise.promise();
    Promise<Void> turn = Promise.promise();
    request.theAccount().lane().hold(turn.future());
    request
        .home()
        .context()
        .runOnContext(later -> {
          answer.complete(request.iq().result());
          for (RosterItem item : changes) {
            String version = RosterVersion.toText(item.version());
            rosters.push(session, RosterQuery.toElement(version, List.of(item)));
          }
          turn.complete();
        });
    return answer.future();
  }

  /** Adds, changes or removes a contact (§2.3 to §2.5). */
  Future<Iq> set(IqRequest request) {
    LiveAccount account = request.theAccount();
    RosterSet set = RosterSet.parse(request.payload(), account.jid(), limits.get());
    AccountRoster roster = rosters.of(account.jid());
    RosterItem before = roster.item(set.contact());
    if (set instanceof RosterSet.Put put) {
      return put(request, roster, before, put);
    }
    if (!before.listed()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    return change(
        request,
        before.removed(),
        removed -> {
          rosters.push(account, removed);
          subscriptions.farewell(account, before);
        });
  }

  private Future<Iq> put(
      IqRequest request, AccountRoster roster, RosterItem before, RosterSet.Put put) {
    if (!before.listed() && roster.listed() >= limits.get().rosterItems()) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT);
    }
    return change(
        request,
        before.edited(put.name(), put.groups()),
        changed -> rosters.push(request.theAccount(), changed));
  }

  /** Commits, answers, and then does the rest, all in the account's turn. */
  private Future<Iq> change(IqRequest request, RosterItem next, Consumer<RosterItem> then) {
    LiveAccount account = request.theAccount();
    Promise<Iq> answer = Promise.promise();
    Promise<Void> turn = Promise.promise();
    account.lane().hold(turn.future());
    rosters
        .commit(account, next, true)
        .onSuccess(committed -> {
          answer.complete(request.iq().result());
          then.accept(committed);
        })
        .onFailure(answer::fail)
        .onComplete(done -> turn.complete());
    return answer.future();
  }
}
