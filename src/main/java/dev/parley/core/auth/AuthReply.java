package dev.parley.core.auth;

import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslMechanism;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/** What the auth service answers to a stream. */
public sealed interface AuthReply {
  /**
   * The client is to answer.
   *
   * @param data may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Challenge(byte[] data) implements AuthReply {}

  /**
   * The client has proved who it is.
   *
   * @param account bare JID
   * @param data to send with the success; null for none
   * @param token a new one for the client (XEP-0484 §3.3); null for none
   * @param began of {@link AccountChanges#now} at the start: before a session is bound, ask {@link
   *     AccountChanges#endedSince}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Success(
      Jid account,
      Access access,
      byte @Nullable [] data,
      SaslMechanism mechanism,
      @Nullable Element token,
      long began)
      implements AuthReply {}

  /**
   * The client has proved who it is, and is to do a task before it is let in (XEP-0388 §2.6.3).
   *
   * @param data to send along; null for none
   * @param task its name
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Task(byte @Nullable [] data, String task) implements AuthReply {}

  /**
   * What the client needs for a task.
   *
   * @param content of the {@code <task-data/>}
   */
  record TaskData(Element content) implements AuthReply {}

  /**
   * The client has not.
   *
   * @param text English, for a human
   * @param delayMillis to wait before the client is told
   */
  record Failure(SaslError error, String text, long delayMillis) implements AuthReply {}
}
