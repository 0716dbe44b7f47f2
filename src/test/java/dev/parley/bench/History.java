package dev.parley.bench;

import dev.parley.core.home.RowIds;
import dev.parley.core.storage.ArchiveStore;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Writes large archives: one message a second, with ten people in turn. */
final class History {
  /** Messages in each archive. */
  static final int MESSAGES = 1_000_000;

  /** The time of the first message, in seconds since 1970. */
  static final long BEGIN = 1_600_000_000;

  private static final int AT_ONCE = 2_000;
  private static final String TEXT =
      "and the rest of a sentence that people of ordinary patience write to each other";

  private final ArchiveStore store;

  History(ArchiveStore store) {
    this.store = store;
  }

  Future<?> write(List<LoadAccount> owners) {
    Future<?> written = Future.succeededFuture();
    for (var owner : owners) {
      written = written.compose(before -> from(Jid.parse(owner.bare()), 0));
    }
    return written;
  }

  private Future<?> from(Jid owner, int first) {
    if (first == MESSAGES) {
      return Future.succeededFuture();
    }
    List<Future<?>> slice = new ArrayList<>(AT_ONCE);
    for (int i = first; i < first + AT_ONCE; i++) {
      slice.add(store.append(owner, entry(owner, i)));
    }
    return Future.all(slice).compose(written -> from(owner, first + AT_ONCE));
  }

  private static ArchiveStore.Entry entry(Jid owner, int i) {
    Jid peer = Jid.of("peer" + i % 10, owner.domain(), "phone");
    var addresses = "to='" + owner + "/load' from='" + peer + "'";
    var stanza =
        "<message type='chat' "
            + addresses
            + " id='m"
            + i
            + "'><body>"
            + TEXT
            + "</body></message>";
    long id = RowIds.first((BEGIN + i) * 1000);
    return new ArchiveStore.Entry(id, peer, false, "m" + i, stanza);
  }
}
