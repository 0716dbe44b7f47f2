package dev.parley.testing.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
  private static final URI SOURCE = URI.create("file:///roster/push.txt");

  @Test
  void a_script_is_a_title_wishes_for_the_server_and_steps() {
    var script =
        read(
            """
            # RFC 6121 §2.1.6: a title
            # and a comment
            modules roster presence
            config limits.rosterItems=5

            juliet/phone connects
            juliet/phone sends
              <iq id='1'/>

              <iq id='2'/>
            """);

    assertThat(script.title()).isEqualTo("RFC 6121 §2.1.6: a title");
    assertThat(script.server())
        .isEqualTo(
            new ServerSpec(List.of("roster", "presence"), Map.of("limits.rosterItems", "5")));
    assertThat(script.steps())
        .extracting(Script.Step::line, Script.Step::text)
        .containsExactly(
            tuple(6, "juliet/phone connects"),
            tuple(7, "juliet/phone sends\n<iq id='1'/>\n<iq id='2'/>"));
  }

  @Test
  void a_line_without_a_verb_is_refused_with_its_number() {
    assertThatThrownBy(() -> read("# title\n\njuliet/phone dances\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("push.txt:3: no verb in: juliet/phone dances");
  }

  @Test
  void a_script_needs_a_title() {
    assertThatThrownBy(() -> read("juliet/phone connects\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a title");
  }

  private static Script read(String text) {
    return ScriptReader.read(SOURCE, text.lines().toList());
  }
}
