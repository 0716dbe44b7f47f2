package dev.parley.modules.devices;

import dev.parley.core.auth.Access;
import dev.parley.core.auth.AppPasswords;
import dev.parley.core.auth.DeviceId;
import dev.parley.core.auth.Devices;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.PushTargets;
import dev.parley.core.home.Session;
import dev.parley.core.module.IqRequest;
import dev.parley.core.storage.AppPassword;
import dev.parley.core.storage.Device;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What has access to an account, and the end of that (XEP-0494). */
final class Clients {
  private final Devices devices;
  private final AppPasswords passwords;
  private final Clock clock;

  Clients(Devices devices, AppPasswords passwords, Clock clock) {
    this.devices = devices;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** §3.1: devices, app passwords, and sessions of clients that have not said which they are. */
  Future<Iq> list(IqRequest request) {
    LiveAccount account = request.theAccount();
    return devices
        .list(account.jid())
        .compose(known ->
            passwords
                .list(account.jid())
                .map(all -> request.iq().result(listed(account, known, all))));
  }

  private Element listed(
      LiveAccount account, List<Devices.Known> known, List<AppPassword> passwordList) {
    Instant now = clock.instant();
    Element.Builder clients = Element.builder(ClientElements.NAMESPACE, "clients");
    for (Devices.Known one : known) {
      boolean isHere = isHere(account, access -> one.device().id().equals(access.device()));
      if (isHere || one.hasAccess()) {
        clients.child(ClientElements.device(one, isHere ? now : null));
      }
    }
    for (AppPassword password : passwordList) {
      clients.child(
          ClientElements.appPassword(
              password, isHere(account, access -> password.id().equals(access.appPassword()))));
    }
    for (Session session : account.sessions()) {
      if (session.access().device() == null) {
        clients.child(ClientElements.session(idOf(session), session.access().appPassword(), now));
      }
    }
    return clients.build();
  }

  private static boolean isHere(LiveAccount account, Predicate<Access> condition) {
    return account.sessions().stream().map(Session::access).anyMatch(condition);
  }

  private static String idOf(Session session) {
    return DeviceId.of(session.full(), "session\0" + session.full().resource());
  }

  /**
   * §3.2. What can be ended is ended; a client that has shown the account's password may come back
   * all the same, which is then the answer.
   */
  Future<Iq> revoke(IqRequest request) {
    String id = request.payload().attribute("id");
    LiveAccount account = request.theAccount();
    if (id == null || id.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Session asking = account.session(request.asker());
    if (asking == null || asking.access().isRestricted() && !id.equals(asking.access().device())) {
      throw new StanzaException(Condition.FORBIDDEN, "log in with the account's own password");
    }
    for (Session session : account.sessions()) {
      if (session.access().device() == null && idOf(session).equals(id)) {
        end(request, account, session);
        return Future.succeededFuture(answer(request, session.access().appPassword() == null));
      }
    }
    return passwords
        .revoke(account.jid(), id)
        .compose(revoked ->
            revoked
                ? Future.succeededFuture(answer(request, false))
                : devices.revoke(account.jid(), id).compose(found -> revoked(request, found)));
  }

  private static void end(IqRequest request, LiveAccount account, Session session) {
    Future<Void> gone = request.home().sessions().end(account, session);
    PushTargets targets = request.home().neighbour(PushTargets.class);
    if (targets != null) {
      gone.onComplete(done ->
          account.lane().run(() -> account.lane().hold(targets.ended(account.jid(), session))));
    }
  }

  private Future<Iq> revoked(IqRequest request, Optional<Device> found) {
    if (found.isEmpty()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    Device device = found.get();
    @Nullable String password = device.appPassword();
    return password == null || device.password()
        ? Future.succeededFuture(answer(request, device.password()))
        : passwords
            .revoke(request.theAccount().jid(), password)
            .map(gone -> answer(request, false));
  }

  private static Iq answer(IqRequest request, boolean knowsPassword) {
    return knowsPassword
        ? request
            .iq()
            .error(
                StanzaError.of(Condition.SERVICE_UNAVAILABLE)
                    .withApplication(
                        Element.of(ClientElements.NAMESPACE, "password-reset-required")))
        : request.iq().result();
  }
}
