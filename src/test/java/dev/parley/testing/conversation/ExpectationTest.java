package dev.parley.testing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TreeReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
  private static final String ME = "juliet@capulet.example/phone";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          # expected, actual
          <a/>, <a/>
          <a b='1' c='2'/>, <x:a c='2' xmlns:x='jabber:client' b='1'/>
          <a> <b/> <c/> </a>, <a><b/><c/></a>
          <a>{any}</a>, <a>text<b/></a>
          <a>{any}</a>, <a/>
          <a b='{any}'/>, <a b=''/>
          <a b='x{number}'/>, <a b='x12'/>
          <a>{datetime}</a>, <a>2026-07-10T23:08:25.123Z</a>
          <a><c/>{more}</a>, <a><b/><c/></a>
          <a><c/><b/>{unordered}</a>, <a><b/><c/></a>
          <a more=''/>, <a b='1'/>
          <iq id='1'/>, <iq id='1' to='juliet@capulet.example/phone'/>
          <iq id='1'/>, <iq id='1' from='juliet@capulet.example' xml:lang='en'/>
          <iq type='error'><error type='x'/></iq>, <iq type='error'><q/><error type='x'/></iq>
          """)
  void expected_elements_fit(String expected, String actual) {
    assertThat(difference(expected, actual)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # expected, actual, difference
          <a/>, <b/>, a: the element is {jabber:client}b
          <a/>, <a xmlns='other'/>, a: the element is {other}a
          <a b='1'/>, <a/>, a: attribute b is missing
          <a b='1'/>, <a b='2'/>, a: attribute b is '2'
          <a/>, <a b='1'/>, a: attribute b='1' is not expected
          <a/>, <a><b/></a>, a: there are children
          <a>x</a>, <a>x </a>, a: the text is 'x '
          <a><b/></a>, <a/>, a: <b/> is missing
          <a><b/></a>, <a><b/><c/></a>, a: <c/> is not expected
          <a><b/></a>, <a>x<b/></a>, a: there is text
          <a><b c='1'/></a>, <a><b c='2'/></a>, a/b: attribute c is '2'
          <a><b/><b/>{unordered}</a>, <a><b/></a>, a: <b/> is missing
          <a><b/>{unordered}</a>, <a><c/><b/></a>, a: not expected: [<c/>]
          <a>{number}</a>, <a>one</a>, a: the text is 'one'
          <iq/>, <iq from='romeo@montague.example'/>, iq: attribute from='romeo@montague.example' is not expected
          <iq/>, <iq xml:lang='fr'/>, iq: attribute xml:lang='fr' is not expected
          """,
      quoteCharacter = '"')
  void the_first_difference_is_named(String expected, String actual, String difference) {
    assertThat(difference(expected, actual)).isEqualTo(difference);
  }

  @Test
  void a_named_hole_remembers_what_filled_it() {
    var expectation = new Expectation(ME, "");
    var expected = TreeReader.readStanzas("<a id='{id=any}'>{x=any}</a>").get(0);
    var actual = TreeReader.readStanzas("<a id='7'>seven</a>").get(0);

    assertThat(expectation.difference(expected, actual)).isNull();
    assertThat(expectation.captures()).isEqualTo(Map.of("id", "7", "x", "seven"));
  }

  private static @Nullable String difference(String expected, String actual) {
    return new Expectation(ME, "en")
        .difference(TreeReader.readStanzas(expected).get(0), TreeReader.readStanzas(actual).get(0));
  }
}
