package dev.parley.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
