package dev.parley.core.module;

import dev.parley.core.home.Home;
import dev.parley.core.home.LiveAccount;
import dev.parley.protocol.stanza.Message;

/** A step of the path of messages. Called on the context of the recipient's home. */
public interface MessageStep {
  /** Decides; never changes the message in place. */
  Verdict decide(Home home, LiveAccount recipient, Message message);
}
