package dev.parley.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one stream may make the server hold; numbers are those of the security test list. */
final class LimitsTest {
  private static final String REFUSED = "error policy-violation";

  private final Recorder before = new Recorder(ParserLimits.BEFORE_LOGIN).feed(Recorder.HEADER);
  private final Recorder after = new Recorder(ParserLimits.AFTER_LOGIN).feed(Recorder.HEADER);

  /** RFC 6120 §13.12 asks for 10 000 bytes at least. */
  @ParameterizedTest
  @ValueSource(ints = {10_000, 10_001})
  void takesStanzasUpToTheLimit(int size) {
    before.feed("<a/><a>" + "x".repeat(size - 7) + "</a> <b/>");
    assertThat(before.events).hasSize(size == 10_000 ? 4 : 3);
    assertThat(before.events.contains(REFUSED)).isEqualTo(size > 10_000);
  }

  /** A13: the limit holds while a stanza comes in small pieces, inside text, values and names. */
  @ParameterizedTest
  @ValueSource(strings = {"<a>", "<a b='", "<", "<a ", "<a><![CDATA["})
  void refusesWithoutWaitingForTheEnd(String beginning) {
    before.feed(beginning);
    int fed = 0;
    while (before.events.size() == 1 && fed < 20_000_000) {
      before.feed("x".repeat(1000));
      fed += 1000;
    }
    assertThat(before.events).endsWith(REFUSED);
    assertThat(fed).isLessThanOrEqualTo(11_000);
  }

  @Test
  void limitsHeadersToo() {
    var recorder = new Recorder(ParserLimits.BEFORE_LOGIN);
    recorder.feed(Recorder.HEADER.replace(">", " to='" + "x".repeat(10_000) + "'>"));
    assertThat(recorder.events).containsExactly(REFUSED);
  }

  @Test
  void newLimitsHoldAtOnce() {
    before.parser.limits(ParserLimits.AFTER_LOGIN);
    before.feed("<a>" + "x".repeat(262_144 - 7) + "</a>");
    assertThat(before.elements).hasSize(1);
    before.feed("<a>" + "x".repeat(262_144 - 6) + "</a>");
    assertThat(before.events).endsWith(REFUSED);
  }

  /** A15. */
  @Test
  void limitsAttributes() {
    var attributes = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    long cpu = cpuNanos();
    after.feed("<a" + attributes + "/>");
    assertThat(cpuNanos() - cpu).isLessThan(100_000_000L);
    assertThat(after.events).containsExactly("opened stream", REFUSED);
  }

  /** A17. */
  @ParameterizedTest
  @ValueSource(ints = {50, 51, 100_000})
  void limitsDepth(int depth) {
    before.feed("<a>".repeat(depth) + "</a>".repeat(depth));
    assertThat(before.events.contains(REFUSED)).isEqualTo(depth > 50);
    assertThat(before.elements).hasSize(depth > 50 ? 0 : 1);
  }

  /** A26. */
  @ParameterizedTest
  @ValueSource(strings = {"<a/>", "<a/>x", "x<a/>", "<a></a>"})
  void limitsElements(String piece) {
    after.feed("<m>" + piece.repeat(5_000) + "</m>");
    assertThat(after.elements).hasSize(1);
    after.feed("<m>" + piece.repeat(5_001) + "</m>");
    assertThat(after.events).endsWith(REFUSED);
  }

  /** A26: text in small runs is one text. */
  @Test
  void joinsRunsOfText() {
    after.feed("<m>" + "&#97;<![CDATA[b]]>c".repeat(10_000) + "</m>");
    assertThat(after.elements.get(0).nodes()).containsExactly(new Text("abc".repeat(10_000)));
  }

  @Test
  void limitsNamespaces() {
    var elements = new StringBuilder("<m>");
    for (int i = 0; i < 1_001; i++) {
      elements.append("<a xmlns='u").append(i).append("'/>");
    }
    after.feed(elements + "</m>");
    assertThat(after.events).containsExactly("opened stream", REFUSED);
  }

  /** A25. */
  @Test
  void limitsWhiteSpaceBeforeLoginOnly() {
    before.feed(" \t\r\n".repeat(2_500)).feed("<a/>");
    assertThat(before.events).endsWith("<a/>");
    before.feed(" ");
    assertThat(before.events).endsWith(REFUSED);
    after.feed(" \t\r\n".repeat(2_500_000)).feed("<a/>");
    assertThat(after.events).endsWith("<a/>");
  }

  @Test
  void limitsWhiteSpaceBeforeTheHeader() {
    var recorder = new Recorder(ParserLimits.BEFORE_LOGIN).feed(" ".repeat(10_001));
    assertThat(recorder.events).containsExactly(REFUSED);
  }

  /** A26: 50 connections with what costs most memory for its bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"<a/>", "<a/>x", "<a b=''/>", "<%d/>", "<a %d=''/>", "<a xmlns='%d'/>"})
  void memoryStaysNearTheBytesSent(String piece) {
    int connections = 50;
    var recorders = new ArrayList<Recorder>();
    long start = usedMemory();
    long sent = 0;
    for (int i = 0; i < connections; i++) {
      var recorder = new Recorder(ParserLimits.BEFORE_LOGIN).feed(Recorder.HEADER + "<m>");
      for (int j = 0; j < 499 && recorder.events.size() == 1; j++) {
        var bytes = piece.replace("%d", "n" + (1000 * i + j)).getBytes(StandardCharsets.UTF_8);
        sent += bytes.length;
        recorder.feed(bytes);
      }
      recorders.add(recorder);
    }
    long used = usedMemory() - start;
    // A reader takes some 6 kB before it has seen anything.
    assertThat(used).isLessThan(40 * sent + connections * 6_000L).isLessThan(100_000_000L);
    assertThat(recorders).hasSize(connections);
  }

  /** A123: names that strangers choose are forgotten. */
  @Test
  void namesAreForgotten() {
    long start = 0;
    for (int i = 0; i < 1_000_000; i++) {
      after.feed("<n" + i + " a" + i + "='v' xmlns='urn:x:" + i + "'/>");
      after.elements.clear();
      after.events.clear();
      if (i == 100_000) {
        start = usedMemory();
      }
    }
    assertThat(usedMemory() - start).isLessThan(5_000_000L);
    assertThat(after.feed("<a/>").events).containsExactly("<a/>");
  }

  /** A124: names whose hashes collide in aalto's table; without collisions it takes some 5 ms. */
  @Test
  void collidingNamesTakeNoSuperLinearTime() {
    var xml = new StringBuilder("<m>");
    for (int i = 0; i < 4_096; i++) {
      xml.append('<').append(collidingName(i)).append("/>");
    }
    long cpu = cpuNanos();
    after.feed(xml.append("</m>").toString());
    assertThat(cpuNanos() - cpu).isLessThan(1_000_000_000L);
    assertThat(after.elements).hasSize(1);
  }

  /**
   * aalto's hash of a name is that of its words of four bytes, each counting 31 times as much as
   * the next: a letter that is raised by one and its neighbour four places on lowered by 31 change
   * nothing.
   */
  private static String collidingName(int number) {
    var name = "aaaayyyy".repeat(3).toCharArray();
    for (int bit = 0; bit < 12; bit++) {
      if ((number >> bit & 1) == 1) {
        int place = bit / 4 * 8 + bit % 4;
        name[place]++;
        name[place + 4] -= 31;
      }
    }
    return new String(name);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long usedMemory() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      var memory = ManagementFactory.getMemoryMXBean();
      least =
          Math.min(
              least,
              memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
