package dev.parley.modules.caps;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What clients on other servers want to hear of. Published to each home; used on its context. */
public interface RemoteCapabilities {
  /**
   * The nodes whose events a client wants, as its features that end in {@code +notify} say
   * (XEP-0163 §4.2). It is asked in the account's name unless that is known of its software.
   *
   * <p>Fails if the client does not answer in 30 s or answers with an error, with {@link
   * dev.parley.core.home.BusyException} if too many wait to be asked, and with {@link
   * IllegalStateException} if it is no longer needed.
   *
   * @param account bare, of this home
   * @param client full JID
   * @param needed looked at when it is the client's turn
   */
  Future<Set<String>> wishes(Jid account, Jid client, Announced caps, BooleanSupplier needed);
}
