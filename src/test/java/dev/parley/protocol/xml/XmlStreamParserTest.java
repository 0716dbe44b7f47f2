package dev.parley.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlStreamParserTest {
  private final Recorder recorder = new Recorder(ParserLimits.AFTER_LOGIN);

  @Test
  void tellsHeaderStanzasAndEnd() {
    recorder
        .feed("<?xml version='1.0'?>" + Recorder.HEADER)
        .feed(
            " <message to='a@b'><body>1 &lt; 2 <![CDATA[& more]]></body></message>\n"
                + "<r xmlns='urn:x'/>")
        .feed("</stream:stream>");
    assertThat(recorder.events)
        .containsExactly(
            "opened stream",
            "<message to='a@b'><body>1 &lt; 2 &amp; more</body></message>",
            "<r xmlns='urn:x'/>",
            "closed");
  }

  @Test
  void keepsBytesWhileSuspended() {
    recorder.onElement = recorder.parser::suspend;
    recorder.feed(Recorder.HEADER + "<a/><b/><c/>");
    assertThat(recorder.events).containsExactly("opened stream", "<a/>");
    assertThat(recorder.parser.buffered()).isEqualTo(8);
    recorder.parser.resume();
    assertThat(recorder.events).endsWith("<a/>", "<b/>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t"})
  void forgetsWhiteSpaceBehindAnElement(String behind) {
    var blank = new ArrayList<Boolean>();
    recorder.onElement =
        () -> {
          blank.add(recorder.parser.onlyBlankBuffered());
          recorder.parser.discardBuffered();
        };
    recorder.feed(Recorder.HEADER + "<a/>" + behind).feed("<b/>\n<");
    assertThat(blank).containsExactly(true, false);
    assertThat(recorder.events).containsExactly("opened stream", "<a/>", "<b/>");
    assertThat(recorder.parser.onlyBlankBuffered()).isTrue();
  }

  @Test
  void beginsAnewAfterARestart() {
    recorder.onElement = recorder.parser::restart;
    recorder.feed(Recorder.HEADER + "<auth/>" + "<?xml version='1.0'?>" + Recorder.HEADER + "<a/>");
    assertThat(recorder.events)
        .containsExactly("opened stream", "<auth/>", "opened stream", "<a/>");
  }

  @Test
  void goesOnAfterARelease() {
    recorder.feed(Recorder.HEADER + "<a/>");
    recorder.parser.release();
    recorder.feed("<stream:b><c/></stream:b></stream:stream>");
    assertThat(recorder.events)
        .containsExactly("opened stream", "<a/>", "<stream:b><c/></stream:b>", "closed");
  }
}
