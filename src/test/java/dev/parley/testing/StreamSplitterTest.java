package dev.parley.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSplitterTest {
  private static final String HEADER =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams' id='1'>";

  @Test
  void a_stream_is_a_header_children_and_an_end_however_it_is_cut() {
    var bytes =
        (HEADER + "<stream:features/> <message a='>'><body>&lt;🌹</body></message></stream:stream>")
            .getBytes(UTF_8);
    var splitter = new StreamSplitter();
    var events = new ArrayList<StreamEvent>();
    for (var octet : bytes) {
      events.addAll(splitter.feed(new byte[] {octet}, 1));
    }

    assertThat(events.stream().map(Object::toString))
        .containsExactly(
            "<stream xmlns='http://etherx.jabber.org/streams' id='1'/>",
            "<features xmlns='http://etherx.jabber.org/streams'/>",
            "<message a='&gt;'><body>&lt;🌹</body></message>",
            "</stream:stream>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "<!-- comment -->",
        "<?php?>",
        "<message><![CDATA[x]]></message>",
        "<message><body></message></body>",
        "<message a='1' a='2'/>",
        "<x:message/>",
        "<message>&nbsp;</message>",
        "<message>&#1;</message>",
        "</stream>",
        "</stream:stream><message/>"
      })
  void what_no_server_may_send_is_malformed(String xml) {
    assertThat(events((HEADER + xml).getBytes(UTF_8)))
        .last()
        .isInstanceOf(StreamEvent.Malformed.class);
  }

  @Test
  void bytes_that_are_not_utf_8_are_malformed() {
    var bytes = (HEADER + "<message>?</message>").getBytes(UTF_8);
    bytes[HEADER.length() + "<message>".length()] = (byte) 0xFF;

    assertThat(events(bytes)).last().isInstanceOf(StreamEvent.Malformed.class);
  }

  private static List<StreamEvent> events(byte[] bytes) {
    return new StreamSplitter().feed(bytes, bytes.length);
  }
}
