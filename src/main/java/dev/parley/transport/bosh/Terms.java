package dev.parley.transport.bosh;

import dev.parley.core.config.BoshConfig;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.XmlWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What client and server have agreed on for a session (XEP-0124 §7).
 *
 * @param waitSeconds how long a request is held at most
 * @param hold how many requests are held
 * @param pollingSeconds shortest interval between empty requests
 * @param inactivitySeconds how long the client may have no request open
 * @param maxPauseSeconds the same if it has said so beforehand
 * @param version of the protocol; empty for a client that speaks one without versions
 * @param acknowledges whether the client tells which answers it has (§9.2)
 * @param type of the content of all answers
 */
record Terms(
    int waitSeconds,
    int hold,
    int pollingSeconds,
    int inactivitySeconds,
    int maxPauseSeconds,
    Optional<String> version,
    boolean acknowledges,
    String type) {
  static final String XML = "text/xml; charset=utf-8";

  private static final int MAX_HOLD = 2;
  private static final int MINOR_VERSION = 11;

  /** What may be asked for instead: nothing that a browser would run (§7.1). */
  private static final List<String> TYPES = List.of("text/xml", "application/xml", "text/plain");

  /** The terms for a session that begins with this request. */
  static Terms of(Body request, BoshConfig config) {
    int wait = (int) Math.min(request.number("wait", 0), config.maxWait().toSeconds());
    int hold = (int) Math.min(request.number("hold", 1), MAX_HOLD);
    boolean polls = wait == 0 || hold == 0;
    int polling = (int) config.polling().toSeconds();
    int inactivity = (int) Math.max(1, config.inactivity().toSeconds());
    return new Terms(
        wait,
        hold,
        polling,
        polls ? Math.max(inactivity, 2 * polling) : inactivity,
        (int) config.maxPause().toSeconds(),
        version(request.attribute("ver")),
        "1".equals(request.attribute("ack")),
        type(request.attribute("content")));
  }

  /** Whether the client does not wait for answers (§12). */
  boolean polls() {
    return waitSeconds == 0 || hold == 0;
  }

  /** How many requests may be open at a time. */
  int requests() {
    return hold + 1;
  }

  /** The lower one of both sides; the number after the dot is a number of its own (§7.1). */
  private static Optional<String> version(@Nullable String asked) {
    if (asked == null || !asked.matches("[0-9]{1,6}\\.[0-9]{1,6}")) {
      return Optional.empty();
    }
    int dot = asked.indexOf('.');
    int major = Integer.parseInt(asked.substring(0, dot));
    int minor = Integer.parseInt(asked.substring(dot + 1));
    return Optional.of(major == 1 && minor < MINOR_VERSION ? "1." + minor : "1." + MINOR_VERSION);
  }

  private static String type(@Nullable String asked) {
    if (asked != null) {
      String plain = asked.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (TYPES.contains(plain)) {
        return plain + "; charset=utf-8";
      }
    }
    return XML;
  }

  /** Writes what the client is told (§7.2). */
  void write(ByteSink sink, String sid, long rid) {
    XmlWriter.attribute(sink, "sid", sid);
    XmlWriter.attribute(sink, "wait", String.valueOf(waitSeconds));
    XmlWriter.attribute(sink, "hold", String.valueOf(hold));
    XmlWriter.attribute(sink, "requests", String.valueOf(requests()));
    XmlWriter.attribute(sink, "polling", String.valueOf(pollingSeconds));
    XmlWriter.attribute(sink, "inactivity", String.valueOf(inactivitySeconds));
    XmlWriter.attribute(sink, "maxpause", String.valueOf(maxPauseSeconds));
    XmlWriter.attribute(sink, "ver", version.orElse(null));
    XmlWriter.attribute(sink, "ack", String.valueOf(rid));
    XmlWriter.attribute(sink, "xmpp:restartlogic", "true");
    XmlWriter.attribute(sink, "xmpp:version", "1.0");
  }
}
