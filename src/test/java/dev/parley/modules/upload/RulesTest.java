package dev.parley.modules.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.storage.UploadStore.Purpose;
import dev.parley.core.storage.UploadStore.Quota;
import dev.parley.core.storage.UploadStore.State;
import dev.parley.core.storage.UploadStore.Upload;
import dev.parley.core.storage.UploadStore.Usage;
import dev.parley.protocol.jid.Jid;
import java.time.Instant;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided without asking anybody. */
final class RulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # Range of a file of 10 bytes (RFC 9110 §14.1.2), what is sent
          -,                        whole
          bytes=0-0,                0-0
          bytes=0-9,                0-9
          bytes=3-,                 3-9
          bytes=-3,                 7-9
          bytes=-99,                0-9
          bytes=9-99999999999999999999,  9-9
          bytes=10-,                nothing
          bytes=99-100,             nothing
          bytes=-0,                 nothing
          bytes=5-4,                whole
          'bytes=0-1,3-4',          whole
          bytes=-,                  whole
          bytes=,                   whole
          bytes=a-b,                whole
          bytes=+1-2,               whole
          bytes=0x1-2,              whole
          bytes,                    whole
          items=0-1,                whole
          """)
  void rangeOfTenBytes(@Nullable String header, String sent) {
    var wish = ByteRange.parse(header, 10);
    var actual =
        wish instanceof ByteRange.Wish.Part part
            ? part.range().first() + "-" + part.range().last()
            : wish instanceof ByteRange.Wish.Nothing ? "nothing" : "whole";
    assertThat(actual).isEqualTo(sent);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          # type,                    shown,  served as
          image/png,                 true,   image/png
          image/jpeg,                true,   image/jpeg
          image/svg+xml,             false,  application/octet-stream
          text/html,                 false,  application/octet-stream
          application/xhtml+xml,     false,  application/octet-stream
          text/xml,                  false,  application/octet-stream
          text/javascript,           false,  application/octet-stream
          application/ecmascript,    false,  application/octet-stream
          multipart/x-mixed-replace, false,  application/octet-stream
          message/rfc822,            false,  application/octet-stream
          text/plain,                true,   text/plain; charset=utf-8
          text/css,                  false,  text/css
          application/pdf,           false,  application/pdf
          application/octet-stream,  false,  application/octet-stream
          video/mp4,                 true,   video/mp4
          audio/ogg,                 true,   audio/ogg
          """)
  void whatBrowsersMayShow(String type, boolean shown, String served) {
    assertThat(ContentType.isShown(type)).isEqualTo(shown);
    assertThat(ContentType.served(type)).isEqualTo(served);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          image/png,                  image/png
          IMAGE/PNG,                  image/png
          text/plain; charset=utf-8,  text/plain
          application/octet-stream;,  application/octet-stream
          'text/plain, text/html',    -
          image,                      -
          a/b/c,                      -
          a/bä,                       -
          """)
  void typeWithoutParameters(String given, @Nullable String plain) {
    assertThat(ContentType.plain(given)).isEqualTo(plain);
  }

  @ParameterizedTest(name = "length {0} type {1}: {3}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # length, type,        encoding,  status (0 is fine)
          10,       image/png,   -,         0
          10,       -,           -,         0
          10,       image/png,   identity,  0
          10,       image/png,   gzip,      415
          10,       text/html,   -,         415
          10,       nonsense,    -,         415
          9,        image/png,   -,         400
          11,       image/png,   -,         413
          -,        image/png,   -,         411
          """)
  void whatASlotTakes(
      @Nullable String length, @Nullable String type, @Nullable String encoding, int status) {
    assertThat(Receiver.refusal(slot(10), length, type, encoding)).isEqualTo(status);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # path (K is a key),  id, key, name
          /upload/K/a.png,      K,  -,   a.png
          /upload/K/K/a.png,    K,  K,   a.png
          /upload/K/a%20b,      K,  -,   a b
          /upload/K/a+b,        K,  -,   a+b
          /upload/K/%C3%A8,     K,  -,   è
          /upload/K/..,         K,  -,   ..
          /upload/K/,           -,  -,   -
          /upload/K,            -,  -,   -
          /upload/,             -,  -,   -
          /upload/short/a,      -,  -,   -
          /upload/K/short/a,    -,  -,   -
          /upload/K/K/K/a,      -,  -,   -
          /upload/K/%zz,        -,  -,   -
          /other/K/a,           -,  -,   -
          """)
  void targetOfAPath(
      String path, @Nullable String id, @Nullable String key, @Nullable String name) {
    var word = "ABCDEFGHIJKLMNOPQRSTUV-_";
    var target = Addresses.Target.parse(path.replace("K", word));
    if (id == null) {
      assertThat(target).isNull();
    } else {
      assertThat(target)
          .isEqualTo(new Addresses.Target(word, key == null ? null : word, String.valueOf(name)));
    }
  }

  @Test
  void namesSurviveTheirAddress() {
    for (var name : new String[] {"a b+c%20.txt", "ü💙.jpg", "?#&;=@:.x", "~-._"}) {
      var word = Keys.fresh();
      var path = "/upload/" + word + "/" + Addresses.encoded(name);
      assertThat(path).matches("[\\x21-\\x7e]+");
      assertThat(Addresses.Target.parse(path)).isEqualTo(new Addresses.Target(word, null, name));
    }
  }

  @Test
  void keysAreAllDifferent() {
    var keys = new HashSet<String>();
    IntStream.range(0, 10_000).forEach(i -> keys.add(Keys.fresh()));
    assertThat(keys).hasSize(10_000).allMatch(Keys::isKey);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # If-None-Match, is it known (RFC 9110 §13.1.2)
          -,               false
          *,               true
          '"a"',           true
          'W/"a"',         true
          '"b", "a"',      true
          '"b"',           false
          a,               false
          """)
  void whatABrowserHas(@Nullable String header, boolean known) {
    assertThat(Downloads.isKnown(header, "\"a\"")).isEqualTo(known);
  }

  @ParameterizedTest(name = "{4} {5}")
  @CsvSource(
      textBlock =
          """
          # files, bytes, slots, day, what is said, and when to come back
          0,       0,     0,     0,   forbidden,            -
          0,       0,     5,     0,   resource-constraint,  2026-11-21T10:05:00Z
          10,      0,     0,     0,   resource-constraint,  2026-11-21T10:05:00Z
          1,       91,    0,     0,   resource-constraint,  2026-11-21T10:05:00Z
          1,       90,    0,     191, resource-constraint,  2026-11-22T09:00:00Z
          1,       90,    4,     190, forbidden,            -
          """)
  void whyASlotIsRefused(
      long files, long bytes, long slots, long day, String condition, String retry) {
    var usage = new Usage(files, bytes, slots, NOW.plusSeconds(300), day, NOW.minusSeconds(3_600));
    var error = Slots.refusal(slot(10), new Quota(10, 100, 5, 200), usage).error();
    assertThat(error.condition().elementName()).isEqualTo(condition);
    var application = error.application();
    assertThat(application == null ? "-" : application.attribute("stamp")).isEqualTo(retry);
  }

  private static Upload slot(long bytes) {
    return new Upload(
        "id",
        Jid.parse("juliet@example.org"),
        Purpose.MESSAGE,
        "a.png",
        "image/png",
        bytes,
        new byte[0],
        State.SLOT,
        NOW,
        NOW,
        NOW);
  }
}
