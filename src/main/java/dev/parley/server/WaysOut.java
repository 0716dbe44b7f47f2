package dev.parley.server;

import dev.parley.core.bus.Origin;
import dev.parley.core.home.RemoteDomains;
import dev.parley.protocol.stanza.Stanza;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The ways to domains that are not served here: the first that knows a domain is taken. */
final class WaysOut implements RemoteDomains {
  private final List<RemoteDomains> ways = new CopyOnWriteArrayList<>();

  /** Adds one behind the others. */
  void add(RemoteDomains way) {
    ways.add(way);
  }

  @Override
  public boolean send(Stanza stanza, @Nullable Origin origin) {
    for (RemoteDomains way : ways) {
      if (way.send(stanza, origin)) {
        return true;
      }
    }
    return false;
  }
}
