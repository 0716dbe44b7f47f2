package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.stanza.Message;

/** A step of the path of messages. Called on the context of the home of its account, in order. */
public interface MessageStep {
  /**
   * Decides; never changes the message in place.
   *
   * @param account the recipient, or for {@link ModuleContext#onOutgoing} the sender
   */
  Verdict decide(Home home, LiveAccount account, Message message);
}
