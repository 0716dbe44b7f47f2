package dev.parley.modules.serverinfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.federation.Link;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is published, and what is not (XEP-0485 §4, §8). */
class ServerInfoTest {
  private static final String DOMAIN = "shakespeare.lit";

  private static Link link(String remote, String direction) {
    return link(DOMAIN, remote, direction, Link.UP);
  }

  private static Link link(String local, String remote, String direction, String state) {
    return new Link(
        local,
        remote,
        direction.equals("incoming"),
        direction.equals("bidi"),
        state,
        "certificate",
        "TLSv1.3",
        0,
        0,
        1,
        "");
  }

  private static Element published(List<Link> links, Set<String> agreed) {
    return ServerInfo.of(DOMAIN, ServerInfo.peers(DOMAIN, links), agreed);
  }

  /** An example of the text, without the white space between its elements. */
  private static Element example(String name) throws IOException {
    String text =
        Files.readString(Path.of("src/test/resources/golden/serverinfo/xep-0485-" + name + ".xml"));
    return XmlReader.read(text.strip().replaceAll(">\\s+<", "><"), Namespaces.CLIENT);
  }

  @Test
  void asInTheExample() throws IOException {
    List<Link> links =
        List.of(
            link("montague.net", "bidi"),
            link("denmark.lit", "outgoing"),
            link("denmark.lit", "incoming"));
    assertThat(published(links, Set.of("denmark.lit", "montague.net")))
        .isEqualTo(example("federated"));
  }

  @Test
  void whereItIs() throws IOException {
    assertThat(ServerinfoModule.form(DOMAIN)).isEqualTo(example("form"));
  }

  @Test
  void whoHasNotAgreedIsNotNamed() {
    List<Link> links = List.of(link("denmark.lit", "bidi"), link("montague.net", "incoming"));
    Element told = published(links, Set.of("denmark.lit"));
    assertThat(told.toString()).contains("denmark.lit").doesNotContain("montague");
    Element federation = told.elements().get(0).elements().get(0);
    assertThat(federation.elements()).hasSize(2);
    assertThat(federation.elements().get(1)).isEqualTo(Element.of(ServerInfo.NS, "remote-domain"));
  }

  @Test
  void onlyLinksThatStandAndAreOfThisDomain() {
    List<Link> links =
        List.of(
            link(DOMAIN, "a.lit", "outgoing", "pausing"),
            link(DOMAIN, "b.lit", "outgoing", "on the stream of the other"),
            link("", "203.0.113.7", "incoming", "proving itself"),
            link("conference." + DOMAIN, "c.lit", "incoming", Link.UP));
    assertThat(ServerInfo.peers(DOMAIN, links)).isEmpty();
  }

  @Test
  void howeverManyThereAre() {
    List<Link> links = new ArrayList<>();
    IntStream.range(0, 3_000).forEach(i -> links.add(link("d" + i + ".lit", "incoming")));
    IntStream.range(0, 100).forEach(i -> links.add(link("d0.lit", "outgoing")));
    Set<String> peers = ServerInfo.peers(DOMAIN, links).keySet();
    assertThat(peers).hasSize(ServerInfo.MOST_DOMAINS);
    Element told = published(links, peers);
    assertThat(told.elements().get(0).elements().get(0).elements().get(0).elements()).hasSize(20);

    links.clear();
    String label = "x".repeat(60) + ".";
    IntStream.range(0, 1_000)
        .forEach(i -> links.add(link(label.repeat(3) + "d" + i + ".lit", "incoming")));
    assertThat(published(links, ServerInfo.peers(DOMAIN, links).keySet()).toString().length())
        .isLessThan(150_000);
  }

  @Test
  void howOftenItIsLookedAt() {
    assertThat(Announcements.pause(Duration.ofMinutes(5), true)).hasMinutes(5);
    assertThat(Announcements.pause(Duration.ofMinutes(5), false)).hasSeconds(30);
    assertThat(Announcements.pause(Duration.ofDays(9), true)).hasHours(6);
    assertThat(Announcements.pause(Duration.ofMillis(1), true)).hasSeconds(1);
  }
}
