package dev.parley.transport.s2s;

import org.jspecify.annotations.Nullable;

/** Hears how it goes with a stream that it has opened; called on the context of the stream. */
interface StreamOwner {
  /** Dialback can be asked for. */
  void ready(OutgoingStream stream);

  /** What the stream before has left, for this one to go on with; null if nothing. */
  @Nullable Remains remains();

  /** That went well: what was not handled is on its way again. */
  void resumed();

  /**
   * That did not go well.
   *
   * @param counted whether the peer has said what it has handled
   */
  void notResumed(boolean counted);

  /** Stanzas may go. */
  void up(OutgoingStream stream);

  /** An answer to {@link OutgoingStream#verify}. */
  void verified(Dialback answer);

  /** The peer has acknowledged stanzas: more may go. */
  void acknowledged(OutgoingStream stream);

  /**
   * The stream is over.
   *
   * @param failure why stanzas could not go; null if they could, or nobody wanted them to
   */
  void over(OutgoingStream stream, @Nullable Failure failure);
}
