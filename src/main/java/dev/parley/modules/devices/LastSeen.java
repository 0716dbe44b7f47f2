package dev.parley.modules.devices;

import dev.parley.core.auth.Devices;
import dev.parley.core.bus.ToSession;
import dev.parley.core.home.LiveAccount;
import dev.parley.core.home.Session;
import dev.parley.core.home.SessionListener;
import java.util.List;

/** Notes when a device was there last. */
final class LastSeen implements SessionListener {
  private final Devices devices;

  LastSeen(Devices devices) {
    this.devices = devices;
  }

  @Override
  public void ended(LiveAccount account, Session session, List<ToSession.Delivery> leftovers) {
    String device = session.access().device();
    if (device != null) {
      devices.seen(account.jid(), device);
    }
  }
}
