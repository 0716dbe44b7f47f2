package dev.parley.core.bus;

import dev.parley.core.storage.NoticeStore.Notice;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shard is asked by those who administer the server. */
public sealed interface ToAdmin {
  /**
   * The sessions of its accounts.
   *
   * @param domain of the accounts; null for all
   */
  record Sessions(@Nullable String domain) implements ToAdmin, Request<List<Present>> {}

  /**
   * A message to everybody who is there.
   *
   * @param message not addressed
   * @param domain of the accounts; null for all
   */
  record Announce(Message message, @Nullable String domain) implements ToAdmin, Request<Integer> {}

  /** What everybody hears who comes is this now. Answered when who is there has heard it. */
  record Notices(List<Notice> notices) implements ToAdmin, Request<Boolean> {
    /** Copies them. */
    public Notices {
      notices = List.copyOf(notices);
    }
  }

  /**
   * A session.
   *
   * @param available true if it has sent presence
   * @param hibernating true if its connection is lost and it may be resumed
   */
  record Present(Jid full, boolean available, boolean hibernating) {}
}
