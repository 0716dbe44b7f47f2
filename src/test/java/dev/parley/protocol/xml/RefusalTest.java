package dev.parley.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must end the stream, and how; numbers are those of the security test list. */
final class RefusalTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # A1, A3, A5: document types, and what they would declare
          <!DOCTYPE a>                                                     | restricted-xml
          <!DOCTYPE a [<!ENTITY b "c">]>                                   | restricted-xml
          <!DOCTYPE a SYSTEM "file:///etc/passwd">                         | restricted-xml
          <?xml version='1.0'?><!DOCTYPE a>                                | restricted-xml
          {header}<!DOCTYPE a>                                             | restricted-xml
          {header}<a><!DOCTYPE a></a>                                      | restricted-xml
          {header}<a><!ENTITY b "c"></a>                                   | restricted-xml
          {header}<a>&b;</a>                                               | restricted-xml
          {header}<a b='&c;'/>                                             | not-well-formed
          # A6, A7: processing instructions and comments
          <?php x?>{header}                                                | restricted-xml
          <?xml-stylesheet href='a'?>                                      | restricted-xml
          {header}<?a?>                                                    | restricted-xml
          {header}<a><?b c?></a>                                           | restricted-xml
          {header}<?xml version='1.0'?>                                    | restricted-xml
          {header}<a><?xml version='1.0'?></a>                             | restricted-xml
          <!-- a -->                                                       | restricted-xml
          {header}<!-- a -->                                               | restricted-xml
          {header}<a>b<!-- c -->d</a>                                      | restricted-xml
          {header}<a><!                                                    | #
          {header}<a><!-                                                   | restricted-xml
          {header}<a><![INCLUDE[b]]></a>                                   | restricted-xml
          {header}<![CDATA[a]]>                                            | restricted-xml
          # the XML declaration (RFC 6120 §11.5, §11.6)
          <?xml version='1.0' encoding='utf-8'?>{header}                   | #
          <?xml version="1.0" encoding="UTF-8" standalone='yes' ?>{header} | #
          <?xml version='1.0' encoding='UTF-16'?>                          | unsupported-encoding
          <?xml version='1.0' encoding='ISO-8859-1'?>                      | unsupported-encoding
          <?xml version='1.1'?>                                            | not-well-formed
          <?xml?>                                                          | not-well-formed
          <?xml encoding='UTF-8'?>                                         | not-well-formed
          <?xml version='1.0'?><?xml version='1.0'?>                       | restricted-xml
          # A19: attributes twice
          {header}<a b='1' b='2'/>                                         | not-well-formed
          {header}<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>             | not-well-formed
          {header}<a xmlns='u' xmlns='v'/>                                 | not-well-formed
          {header}<a xmlns:p='u' xmlns:p='v'/>                             | not-well-formed
          {header}<a xmlns:p='u' b='1' p:b='2'/>                           | #
          # prefixes
          {header}<p:a/>                                                   | not-well-formed
          {header}<a p:b='c'/>                                             | not-well-formed
          {header}<a xmlns:p=''/>                                          | not-well-formed
          {header}<a xmlns:xmlns='u'/>                                     | not-well-formed
          {header}<a xmlns:xml='u'/>                                       | not-well-formed
          {header}<a xmlns:p='http://www.w3.org/2000/xmlns/'/>             | not-well-formed
          {header}<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>      | not-well-formed
          {header}<a xmlns='http://www.w3.org/XML/1998/namespace'/>        | not-well-formed
          {header}<a:b:c xmlns:a='u'/>                                     | not-well-formed
          {header}<a xml:='b'/>                                            | not-well-formed
          {header}<stream:/>                                               | not-well-formed
          {header}<a xmlns:='u'/>                                          | not-well-formed
          {header}<stream:1a/>                                             | not-well-formed
          {header}<:a/>                                                    | not-well-formed
          {header}<xmlns:a/>                                               | not-well-formed
          # A24: tags
          {header}<a></b>                                                  | not-well-formed
          {header}<a></stream:stream>                                      | not-well-formed
          {header}</a>                                                     | not-well-formed
          {header}<stream:a xmlns:stream='u'></a>                          | not-well-formed
          {header}<a/ >                                                    | not-well-formed
          {header}<a / >                                                   | not-well-formed
          {header}< a/>                                                    | not-well-formed
          {header}<>                                                       | not-well-formed
          {header}<a b/>                                                   | not-well-formed
          {header}<a b=c/>                                                 | not-well-formed
          {header}<a b='<'/>                                               | not-well-formed
          {header}<a b='1'c='2'/>                                          | not-well-formed
          {header}<a <b/>                                                  | not-well-formed
          {header}<1a/>                                                    | not-well-formed
          {header}<a>]]></a>                                               | not-well-formed
          {header}</stream:stream>a                                        | not-well-formed
          {header}</stream:stream><a/>                                     | not-well-formed
          {header}</stream:stream>{header}                                 | not-well-formed
          {header}</stream:stream >                                        | #
          # text
          a                                                                | not-well-formed
          {feff}{header}                                                   | not-well-formed
          {header}a                                                        | bad-format
          {header}&#97;                                                    | bad-format
          {header}<a/>b                                                    | bad-format
          {header}<a>b & c</a>                                             | not-well-formed
          {header}<a>&lt</a>                                               | not-well-formed
          # A12: characters
          {header}<a>{0000}</a>                                            | not-well-formed
          {header}<a>{0001}</a>                                            | not-well-formed
          {header}<a>{000b}</a>                                            | not-well-formed
          {header}<a>{001f}</a>                                            | not-well-formed
          {header}<a b='{0001}'/>                                          | not-well-formed
          {header}<a{0001}/>                                               | not-well-formed
          {header}<a>{007f}{0080}{009f}</a>                                | #
          {header}<a>{fffe}</a>                                            | unsupported-encoding
          {header}<a>&#0;</a>                                              | not-well-formed
          {header}<a>&#x1;</a>                                             | not-well-formed
          {header}<a b='&#x1;'/>                                           | not-well-formed
          {header}<a>&#xd800;</a>                                          | not-well-formed
          {header}<a>&#xfffe;</a>                                          | not-well-formed
          {header}<a>&#x110000;</a>                                        | not-well-formed
          {header}<a>&#4294967361;</a>                                     | not-well-formed
          {header}<a>&#;</a>                                               | not-well-formed
          {header}<a>&#x10ffff;</a>                                        | #
          {header}<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x41;</a>              | #
          """)
  void endsTheStream(String xml, String condition) {
    var bytes =
        Pattern.compile("\\{([0-9a-f]{4})}")
            .matcher(xml.replace("{header}", Recorder.HEADER))
            .replaceAll(hex -> Character.toString(Integer.parseInt(hex.group(1), 16)))
            .getBytes(StandardCharsets.UTF_8);
    var expected = condition.equals("#") ? null : "error " + condition;
    for (int chunk : List.of(bytes.length, 1)) {
      assertThat(lastError(bytes, chunk)).as("in pieces of %d", chunk).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # RFC 3629 §3, §4: bytes, accepted
          c3 a9,          true
          e2 82 ac,       true
          ef bf bd,       true
          f0 90 80 80,    true
          f4 8f bf bd,    true
          80,             false
          c3,             false
          c3 28,          false
          c0 80,          false
          c1 bf,          false
          e0 80 80,       false
          e0 9f bf,       false
          e2 82,          false
          ed 9f bf,       true
          ed a0 80,       false
          ed bf bf,       false
          ef bf be,       false
          ef bf bf,       false
          f0 80 80 80,    false
          f0 8f bf bf,    false
          f4 90 80 80,    false
          f5 80 80 80,    false
          f8 88 80 80 80, false
          fe,             false
          ff,             false
          """)
  void knowsUtf8(String hex, boolean accepted) {
    for (var place : List.of("<a>%</a>", "<a b='%'/>", "<a>b%c</a>", "<a><![CDATA[%]]></a>")) {
      var out = new ByteArrayOutputStream();
      int split = place.indexOf('%');
      out.writeBytes(
          (Recorder.HEADER + place.substring(0, split)).getBytes(StandardCharsets.UTF_8));
      for (var octet : hex.split(" ", -1)) {
        out.write(Integer.parseInt(octet, 16));
      }
      out.writeBytes(place.substring(split + 1).getBytes(StandardCharsets.UTF_8));
      for (int chunk : List.of(out.size(), 1)) {
        assertThat(lastError(out.toByteArray(), chunk))
            .as(place)
            .isEqualTo(accepted ? null : "error unsupported-encoding");
      }
    }
  }

  @Test
  void staysSilentAfterAnError() {
    var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
    recorder.feed(Recorder.HEADER + "<a></b><c/>").feed("<d/>");
    assertThat(recorder.events).containsExactly("opened stream", "error not-well-formed");
  }

  private static @Nullable String lastError(byte[] bytes, int chunk) {
    var recorder = new Recorder(ParserLimits.AFTER_LOGIN);
    for (int i = 0; i < bytes.length; i += chunk) {
      recorder.feed(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + chunk)));
    }
    var last = recorder.events.isEmpty() ? "" : recorder.events.get(recorder.events.size() - 1);
    return last.startsWith("error") ? last : null;
  }
}
