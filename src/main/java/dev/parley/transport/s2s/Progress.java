package dev.parley.transport.s2s;

/** How far a stream is that we have opened; later is further. */
enum Progress {
  /** Waits for the features that offer TLS. */
  OPENING,
  /** Waits for TLS, or for the features behind it. */
  SECURING,
  /** Both sides can talk; nobody has asked for more. */
  READY,
  /** Waits for the outcome of EXTERNAL. */
  AUTHENTICATING,
  /** Waits for the outcome of dialback. */
  DIALING,
  /** Waits for the features behind EXTERNAL, or for acknowledgements to be agreed on. */
  AGREEING,
  /** Stanzas may go. */
  UP
}
