package dev.parley.modules.upload;

import dev.parley.core.storage.UploadStore.Purpose;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * {@code <request xmlns='urn:xmpp:http:upload:0'/>} (XEP-0363 §4).
 *
 * @param type content type without parameters, in lower case; null if none was given
 * @param expireBefore when an ephemeral file must be gone at the latest; null for others
 */
record SlotRequest(
    String name,
    long bytes,
    @Nullable String type,
    Purpose purpose,
    @Nullable Instant expireBefore) {
  private static final int LONGEST_NAME = 255;

  /**
   * Reads a request.
   *
   * @throws StanzaException {@code bad-request} if something is missing or of a wrong form, {@code
   *     not-acceptable} for a name that no file should have, {@code feature-not-implemented} for a
   *     purpose that is not known here
   */
  static SlotRequest parse(Element request, Instant now) {
    String name = request.attribute("filename");
    if (name == null || name.isBlank()) {
      throw new StanzaException(Condition.BAD_REQUEST, "filename is missing");
    }
    checkName(name);
    Element purpose = purposeOf(request);
    Instant before = null;
    Purpose meaning = Purpose.MESSAGE;
    if (purpose != null) {
      switch (purpose.name()) {
        case "message" -> {}
        case "profile" -> meaning = Purpose.PROFILE;
        case "ephemeral" -> {
          meaning = Purpose.EPHEMERAL;
          before = expireBefore(purpose, now);
        }
        default -> throw new StanzaException(Condition.FEATURE_NOT_IMPLEMENTED);
      }
    }
    return new SlotRequest(name, size(request.attribute("size")), type(request), meaning, before);
  }

  private static @Nullable Element purposeOf(Element request) {
    Element found = null;
    for (Element child : request.elements()) {
      if (child.namespace().equals(UploadModule.PURPOSE)) {
        if (found != null) {
          throw new StanzaException(Condition.BAD_REQUEST, "more than one purpose");
        }
        found = child;
      }
    }
    return found;
  }

  private static void checkName(String name) {
    boolean isPath = name.equals(".") || name.equals("..") || name.indexOf('/') >= 0;
    boolean isOdd =
        name.indexOf('\\') >= 0
            || name.codePoints().anyMatch(c -> Character.isISOControl(c) || isMark(c));
    if (isPath || isOdd || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "no file can have this name");
    }
  }

  /** Marks of direction make a name look as if it had another ending. */
  private static boolean isMark(int c) {
    return c == 0x61c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }

  private static long size(@Nullable String text) {
    try {
      long size = text == null ? -1 : Long.parseLong(text);
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw new StanzaException(Condition.BAD_REQUEST, "size must be a number of bytes");
  }

  private static @Nullable String type(Element request) {
    String given = request.attribute("content-type");
    String type = given == null ? null : ContentType.plain(given);
    if (given != null && !given.isBlank() && type == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "content-type is none");
    }
    return type;
  }

  private static Instant expireBefore(Element purpose, Instant now) {
    String text = purpose.attribute("expire-before");
    try {
      Instant time = text == null ? now : OffsetDateTime.parse(text).toInstant();
      if (time.isAfter(now)) {
        return time;
      }
    } catch (DateTimeException wrong) {
      // Told below.
    }
    throw new StanzaException(Condition.BAD_REQUEST, "expire-before must be a time to come");
  }

  /** The error for a file that is too large (XEP-0363 §6). */
  static StanzaException tooLarge(long most) {
    return new StanzaException(
        StanzaError.of(Condition.NOT_ACCEPTABLE)
            .withText("File too large. The maximum file size is " + most + " bytes")
            .withApplication(
                Element.builder(UploadModule.NS, "file-too-large")
                    .child(
                        Element.builder(UploadModule.NS, "max-file-size")
                            .text(String.valueOf(most))
                            .build())
                    .build()));
  }

  /** The error for what may be tried again later (XEP-0363 §6). */
  static StanzaException later(String text, Instant stamp) {
    return new StanzaException(
        StanzaError.of(Condition.RESOURCE_CONSTRAINT)
            .withText(text)
            .withApplication(
                Element.builder(UploadModule.NS, "retry")
                    .attribute("stamp", stamp.toString())
                    .build()));
  }
}
