package dev.parley.bench;

/**
 * Cuts the bytes of a well-formed XMPP stream into its stanzas without building anything.
 *
 * <p>It counts depth and quotes only, which is enough for a server that sends no comments, CDATA or
 * doctype (RFC 6120 §11.1), and costs about a nanosecond a byte.
 */
final class StanzaScanner {
  /** Receives what was cut. */
  interface Sink {
    /** A whole child of the stream element lies in {@code data[from, to)}. */
    void stanza(byte[] data, int from, int to);

    /** The stream element ended. */
    void streamEnd();
  }

  private enum State {
    TEXT,
    OPEN,
    DECLARATION,
    START_TAG,
    APOSTROPHES,
    QUOTES,
    END_TAG
  }

  private State state = State.TEXT;
  private int depth;
  private int start = -1;

  /** Forgets all, for a stream restart; the stream header comes next. */
  void restart() {
    state = State.TEXT;
    depth = 0;
    start = -1;
  }

  /** As {@link #restart}, but stanzas come at once: the relay sends no header. */
  void skipHeader() {
    restart();
    depth = 1;
  }

  /**
   * Scans {@code data[from, to)}.
   *
   * @return the first index still needed: the caller keeps the bytes from there on and passes them
   *     at index 0 of the next call, whose {@code from} is then their count
   */
  int scan(byte[] data, int from, int to, Sink sink) {
    for (int i = from; i < to; i++) {
      byte b = data[i];
      switch (state) {
        case TEXT -> {
          if (b == '<') {
            state = State.OPEN;
            if (depth <= 1) {
              start = i;
            }
          }
        }
        case OPEN -> {
          if (b == '/') {
            state = State.END_TAG;
          } else {
            state = b == '?' ? State.DECLARATION : State.START_TAG;
          }
        }
        case DECLARATION -> {
          if (b == '>') {
            state = State.TEXT;
            start = -1;
          }
        }
        case START_TAG -> {
          if (b == '>') {
            state = State.TEXT;
            if (data[i - 1] != '/') {
              opened();
            } else if (depth == 1) {
              emit(data, i + 1, sink);
            }
          } else if (b == '\'') {
            state = State.APOSTROPHES;
          } else if (b == '"') {
            state = State.QUOTES;
          }
        }
        case APOSTROPHES -> state = b == '\'' ? State.START_TAG : state;
        case QUOTES -> state = b == '"' ? State.START_TAG : state;
        case END_TAG -> {
          if (b == '>') {
            state = State.TEXT;
            closed(data, i + 1, sink);
          }
        }
      }
    }
    int needed = start < 0 ? to : start;
    start = start < 0 ? -1 : 0;
    return needed;
  }

  private void opened() {
    if (depth == 0) {
      start = -1;
    }
    depth++;
  }

  private void closed(byte[] data, int end, Sink sink) {
    depth--;
    if (depth == 1) {
      emit(data, end, sink);
    } else if (depth == 0) {
      start = -1;
      sink.streamEnd();
    }
  }

  private void emit(byte[] data, int end, Sink sink) {
    int from = start;
    start = -1;
    sink.stanza(data, from, end);
  }
}
