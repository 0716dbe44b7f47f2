package dev.parley.testing.conversation;

import java.util.Locale;

/** What carries the stream of a client. */
enum Transport {
  TCP,
  WEBSOCKET,
  BOSH;

  /** The one that scripts call so. */
  static Transport named(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }
}
