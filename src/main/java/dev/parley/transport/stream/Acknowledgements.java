package dev.parley.transport.stream;

import dev.parley.protocol.xml.Element;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The elements of XEP-0198. */
public final class Acknowledgements {
  /** Of all these elements. */
  public static final String NAMESPACE = "urn:xmpp:sm:3";

  private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  private Acknowledgements() {}

  /** The request of §4. */
  public static Element request() {
    return Element.of(NAMESPACE, "r");
  }

  /** The answer of §4. */
  public static Element answer(long h) {
    return Element.builder(NAMESPACE, "a").attribute("h", Long.toString(h)).build();
  }

  /** The agreement of §3, without resumption. */
  public static Element enabled() {
    return Element.of(NAMESPACE, "enabled");
  }

  /** The agreement of §3 and §5, by which the client may come back. */
  public static Element enabled(String token, Duration patience) {
    return Element.builder(NAMESPACE, "enabled")
        .attribute("id", token)
        .attribute("max", Long.toString(patience.toSeconds()))
        .attribute("resume", "true")
        .build();
  }

  /** The client has its session again (§5). */
  public static Element resumed(String token, long h) {
    return Element.builder(NAMESPACE, "resumed")
        .attribute("h", Long.toString(h))
        .attribute("previd", token)
        .build();
  }

  /** The wish of who has opened the stream (§3). */
  public static Element enable() {
    return Element.of(NAMESPACE, "enable");
  }

  /** The wish of who has opened the stream, and would come back (§3, §5). */
  public static Element enableResumable() {
    return Element.builder(NAMESPACE, "enable").attribute("resume", "true").build();
  }

  /** The wish to go on where a stream has ended (§5). */
  public static Element resume(String token, long h) {
    return Element.builder(NAMESPACE, "resume")
        .attribute("h", Long.toString(h))
        .attribute("previd", token)
        .build();
  }

  /** What is offered (§3). */
  public static Element feature() {
    return Element.of(NAMESPACE, "sm");
  }

  /** The refusal of §3 and §5, with a stanza error condition. */
  public static Element failed(String condition) {
    return failed(condition, null);
  }

  /**
   * The refusal of §5.
   *
   * @param h how many of the client's stanzas were handled; null if that is not known
   */
  public static Element failed(String condition, @Nullable Long h) {
    return Element.builder(NAMESPACE, "failed")
        .attribute("h", h == null ? null : h.toString())
        .child(Element.of(STANZA_ERRORS, condition))
        .build();
  }

  /**
   * How long a client that enables acknowledgement wants its session to be kept (§3, §5).
   *
   * @param most as long as it can be
   * @return zero if it does not want to resume it
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Duration patience(Element enable, Duration most) {
    String resume = enable.attribute("resume");
    if (resume == null || resume.equals("false") || resume.equals("0")) {
      return Duration.ZERO;
    }
    if (!resume.equals("true") && !resume.equals("1")) {
      throw new IllegalArgumentException("resume is no boolean");
    }
    if (enable.attribute("max") == null) {
      return most;
    }
    Long max = number(enable.attribute("max"));
    if (max == null) {
      throw new IllegalArgumentException("max is no number");
    }
    return max >= most.toSeconds() ? most : Duration.ofSeconds(max);
  }

  /** What ends the stream of a client that has handled more than it was sent (§4). */
  public static Element handledCountTooHigh(long h, long sent) {
    return Element.builder(NAMESPACE, "handled-count-too-high")
        .attribute("h", Long.toString(h))
        .attribute("send-count", Long.toString(sent))
        .build();
  }

  /** The count an {@code <a/>} carries, 0 to 2^32 - 1; null if it carries none. */
  public static @Nullable Long countOf(Element element) {
    return number(element.attribute("h"));
  }

  private static @Nullable Long number(@Nullable String h) {
    if (h == null || h.isEmpty() || h.length() > 10) {
      return null;
    }
    long count = 0;
    for (int i = 0; i < h.length(); i++) {
      char digit = h.charAt(i);
      if (digit < '0' || digit > '9') {
        return null;
      }
      count = count * 10 + digit - '0';
    }
    return count > 0xffff_ffffL ? null : count;
  }
}
