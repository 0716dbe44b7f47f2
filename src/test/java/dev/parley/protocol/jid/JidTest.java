package dev.parley.protocol.jid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JidTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          # RFC 7622 §3.5, table 1: address|local|domain|resource
          juliet@example.com|juliet|example.com|
          juliet@example.com/foo|juliet|example.com|foo
          juliet@example.com/foo bar|juliet|example.com|foo bar
          juliet@example.com/foo@bar|juliet|example.com|foo@bar
          foo\\20bar@example.com|foo\\20bar|example.com|
          fussball@example.com|fussball|example.com|
          fu\u00dfball@example.com|fu\u00dfball|example.com|
          \u03c0@example.com|\u03c0|example.com|
          \u03a3@example.com/foo|\u03c3|example.com|foo
          \u03c3@example.com/foo|\u03c3|example.com|foo
          \u03c2@example.com/foo|\u03c2|example.com|foo
          king@example.com/\u265a|king|example.com|\u265a
          example.com||example.com|
          example.com/foobar||example.com|foobar
          a.example.com/b@example.net||a.example.com|b@example.net
          # Erratum 4560 removes the leading space from the invalid ones.
          juliet@example.com/ foo|juliet|example.com| foo
          # Case, width and normal form.
          Juliet@Example.COM/Balcony|juliet|example.com|Balcony
          \uff2a\uff35liet@example.com|juliet|example.com|
          # The Kelvin sign and the sharp S never make a second account.
          \u212aing@example.com|king|example.com|
          \u1e9e@example.com|\u00df|example.com|
          jose\u0301@example.com/e\u0301|jos\u00e9|example.com|\u00e9
          # Only the first slash and the first at sign before it count.
          a@b.example//|a|b.example|/
          a@b.example/c/d@e|a|b.example|c/d@e
          """)
  void readsThreeParts(String text, String local, String domain, String resource) {
    var jid = Jid.parse(text);
    assertThat(jid.local()).isEqualTo(local);
    assertThat(jid.domain()).isEqualTo(domain);
    assertThat(jid.resource()).isEqualTo(resource);
    assertThat(Jid.parse(jid.toString())).isEqualTo(jid).hasToString(jid.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // RFC 7622 §3.5, table 2
        "\"juliet\"@example.com",
        "foo bar@example.com",
        "@example.com/",
        "henry\u2163@example.com",
        "\u265a@example.com",
        "juliet@",
        "/foobar",
        // its neighbours
        "",
        "@",
        "/",
        "@/",
        "a@b@c",
        "@example.com",
        "example.com/",
        "juliet@example.com/",
        "a&b@c",
        "a'b@c",
        "a:b@c",
        "a<b@c",
        "a>b@c",
        "a\u0000@c",
        "a\u007f@c",
        "a@c/\u0001",
        "a@c/\u0085",
        "a@c/\ud800",
        "\udc00@c",
        // what nobody sees
        "jul\u200biet@example.com",
        "jul\u200diet@example.com",
        "jul\u202eiet@example.com",
        "jul\u00adiet@example.com",
        "jul\ufe0fiet@example.com",
        "jul\udb40\udd00iet@example.com",
        "jul\u3164iet@example.com",
        // what looks like something else
        "\ufb01sh@example.com",
        "\u2460@example.com",
        // right-to-left and left-to-right at once (RFC 5893)
        "\u05d0a@example.com",
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Jid.parse(text)).isInstanceOf(JidFormatException.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # part, bytes, allowed
          local,    1023, true
          local,    1024, false
          domain,   1023, true
          domain,   1024, false
          resource, 1023, true
          resource, 1024, false
          """)
  void countsBytesOfEachPart(String part, int bytes, boolean allowed) {
    for (var unit : List.of("a", "\u00e9", "\u6587", "\ud835\udd04")) {
      // Four-byte letters are no canonical ones, so only a resource can have them.
      if (unit.length() == 1 && !part.equals("domain") || part.equals("resource")) {
        check(part, fill(unit, bytes), allowed);
      }
    }
    if (part.equals("domain")) {
      check(part, ("a".repeat(50) + '.').repeat(20) + "b".repeat(bytes - 20 * 51), allowed);
    }
  }

  private static void check(String part, String value, boolean allowed) {
    var text =
        switch (part) {
          case "local" -> value + "@example.com";
          case "domain" -> value;
          default -> "example.com/" + value;
        };
    if (allowed) {
      assertThat(Jid.parse(text)).hasToString(text);
    } else {
      assertThatThrownBy(() -> Jid.parse(text)).isInstanceOf(JidFormatException.class);
    }
  }

  /** That many bytes of UTF-8: the unit as often as it fits, ASCII for the rest. */
  private static String fill(String unit, int bytes) {
    int size = unit.getBytes(StandardCharsets.UTF_8).length;
    return "z".repeat(bytes % size) + unit.repeat(bytes / size);
  }

  @Test
  void acceptsTheLongestOfAll() {
    var local = "l".repeat(1023);
    var domain = ("d".repeat(63) + '.').repeat(15) + "e".repeat(63);
    var resource = "r".repeat(1023);
    assertThat(domain).hasSize(1023);
    assertThat(Jid.parse(local + '@' + domain + '/' + resource).toString()).hasSize(3071);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # written,                       canonical
          EXAMPLE.com,                     example.com
          example.com.,                    example.com
          example\u3002com,                example.com
          b\u00fccher.example,             b\u00fccher.example
          B\u00dcCHER.example,             b\u00fccher.example
          xn--bcher-kva.example,           b\u00fccher.example
          XN--BCHER-KVA.example,           b\u00fccher.example
          bu\u0308cher.example,            b\u00fccher.example
          fa\u00df.example,                fa\u00df.example
          xn--fa-hia.example,              fa\u00df.example
          fass.example,                    fass.example
          \u4f8b\u5b50.\u6d4b\u8bd5,       \u4f8b\u5b50.\u6d4b\u8bd5
          xn--fsqu00a.xn--0zwm56d,         \u4f8b\u5b50.\u6d4b\u8bd5
          192.0.2.1,                       192.0.2.1
          [2001:DB8:0:0:0:0:0:1],          [2001:db8::1]
          [::1],                           [::1]
          [::],                            [::]
          [::ffff:192.0.2.1],              [::ffff:c000:201]
          [1:0:0:2:0:0:0:3],               [1:0:0:2::3]
          [1:2:3:4:5:6:7::],               [1:2:3:4:5:6:7:0]
          localhost,                       localhost
          """)
  void knowsOneNameOfADomain(String written, String canonical) {
    assertThat(Jid.parse("a@" + written + "/r").domain()).isEqualTo(canonical);
    assertThat(Jid.parse(written)).isEqualTo(Jid.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "..",
        "a..b",
        ".a",
        "a.b..",
        "example.com:5222",
        "a_b.example",
        "-a.example",
        "a-.example",
        "ab--cd.example",
        "xn--.example",
        "xn--a.example",
        "xn--fass-ab-.example",
        "xn--bcher-kva\u00fc.example",
        "a b.example",
        "a\u00a0b.example",
        "\u0301a.example",
        "\u2603.example",
        "[::1",
        "::1",
        "[]",
        "[:::]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[12345::]",
        "[::1%25eth0]",
        "[::1]:5222",
        "[::256.1.1.1]",
        "[::01.1.1.1]",
        "[1::2::3]",
      })
  void refusesDomains(String domain) {
    assertThatThrownBy(() -> Jid.parse(domain)).isInstanceOf(JidFormatException.class);
    assertThatThrownBy(() -> Jid.of(null, "a".repeat(64), null))
        .isInstanceOf(JidFormatException.class);
  }

  @Test
  void spellsDomainsForDns() {
    assertThat(DomainName.toAscii("b\u00fccher.example")).isEqualTo("xn--bcher-kva.example");
    assertThat(DomainName.toAscii("\u4f8b\u5b50.\u6d4b\u8bd5"))
        .isEqualTo("xn--fsqu00a.xn--0zwm56d");
    assertThat(DomainName.toAscii("example.com")).isEqualTo("example.com");
  }

  @Test
  void derivesAddresses() {
    var full = Jid.parse("juliet@example.com/balcony");
    assertThat(full.bare()).hasToString("juliet@example.com").isSameAs(full.bare());
    assertThat(full.bare().bare()).isSameAs(full.bare());
    assertThat(full.domainJid()).hasToString("example.com");
    assertThat(full.withResource("hall")).hasToString("juliet@example.com/hall");
    assertThat(full.bare().withResource("balcony")).isEqualTo(full).hasSameHashCodeAs(full);
    assertThat(full.isFull()).isTrue();
    assertThat(full.isBare()).isFalse();
    assertThat(full.bare().isDomain()).isFalse();
    assertThat(full.domainJid().isDomain()).isTrue();
    assertThat(Jid.parse("example.com/x").isDomain()).isFalse();
    assertThatThrownBy(() -> full.withResource("")).isInstanceOf(JidFormatException.class);
  }

  @Test
  void sortsByDomainThenLocalThenResource() {
    var sorted = List.of("a.example", "a.example/r", "x@a.example", "x@a.example/r", "b.example");
    var jids = new ArrayList<>(sorted.stream().map(Jid::parse).toList());
    Collections.shuffle(jids, new Random(1));
    Collections.sort(jids);
    assertThat(jids).extracting(Jid::toString).isEqualTo(sorted);
  }

  /** SECURITY A124. */
  @Test
  void collidingHashesAreNoSlowerThanOthers() {
    var map = new HashMap<Jid, Integer>();
    var colliding = new ArrayList<String>();
    for (int i = 0; i < 1 << 14; i++) {
      var text = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      colliding.add("example.com/" + text);
    }
    assertThat(colliding.stream().mapToInt(String::hashCode).distinct().count()).isOne();
    long start = System.nanoTime();
    for (int i = 0; i < colliding.size(); i++) {
      map.put(Jid.parse(colliding.get(i)), i);
    }
    // A list of 16 384 would take 134 million comparisons, some seconds.
    assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
    assertThat(map).hasSize(colliding.size());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # name, of one script
          admin,                 true
          admin-2,               true
          \u0430dmin,            false
          \u0430\u0434\u043c\u0438\u043d, true
          jos\u00e9,             true
          \u03b1dmin,            false
          \u6771\u4eac\u30bf\u30ef\u30fctokyo, true
          \u6771\u4eac\u0430,    false
          """)
  void findsMixedScripts(String name, boolean consistent) {
    assertThat(Scripts.areConsistent(name)).isEqualTo(consistent);
  }
}
