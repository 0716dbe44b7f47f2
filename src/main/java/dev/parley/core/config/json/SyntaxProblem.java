package dev.parley.core.config.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.List;
import java.util.regex.Pattern;

/** Says what is wrong with a text that is not JSON, in words for people who do not parse. */
final class SyntaxProblem {
  private static final Pattern WORD = Pattern.compile("Unrecognized token '([^']*)'");
  private static final Pattern BRACKET =
      Pattern.compile("Unexpected close marker '(.)': expected '(.)'");

  private final String text;
  private final int offset;
  private final String message;

  private SyntaxProblem(String text, int offset, String message) {
    this.text = text;
    this.offset = offset;
    this.message = message;
  }

  static Problem of(String name, String text, JsonProcessingException error) {
    var location = error.getLocation();
    var message = firstLine(error.getOriginalMessage());
    int line = location.getLineNr();
    int column = location.getColumnNr();
    var word = WORD.matcher(message);
    if (word.find()) {
      // The parser stands behind the word.
      return problem(name, line, column - word.group(1).length(), noValue(word.group(1)));
    }
    if (error instanceof JsonEOFException) {
      return problem(
          name, line, column, "the text ends too early: a brace, bracket or quote is not closed");
    }
    int offset = (int) Math.min(location.getCharOffset(), text.length());
    return problem(name, line, column, new SyntaxProblem(text, offset, message).explained());
  }

  private static Problem problem(String name, int line, int column, String message) {
    return new Problem(name + ":" + line + ":" + column, "", message);
  }

  private static String noValue(String word) {
    var nearest = Nearest.to(word, List.of("true", "false", "null"));
    return nearest.isPresent()
        ? Schema.quote(word) + " is no value" + SchemaValidator.didYouMean(nearest.get())
        : Schema.quote(word) + " is no value; texts stand in double quotes";
  }

  private String explained() {
    var bracket = BRACKET.matcher(message);
    if (bracket.find()) {
      return Schema.quote(bracket.group(2))
          + " is expected here, not "
          + Schema.quote(bracket.group(1));
    }
    if (message.contains("CTRL-CHAR, code 10")) {
      return "a text must end on its line; a closing quote is missing";
    }
    if (message.contains("CTRL-CHAR, code 9")) {
      return "a tab in a text is written \\t";
    }
    if (message.contains("Leading zeroes")) {
      return "a number must not begin with 0";
    }
    return unexpected(character(offset));
  }

  private String unexpected(char at) {
    if (at == '/' || at == '#') {
      return "JSON has no comments";
    }
    if (at == '\'' || message.contains("double-quote to start field name") && !isClosing(at)) {
      return "names and texts stand in double quotes";
    }
    if (isClosing(at) && lastBefore() == ',') {
      return "no comma may stand before " + Schema.quote(String.valueOf(at));
    }
    if (message.contains("expecting a colon")) {
      return "a colon stands between name and value";
    }
    if (message.contains("expecting comma")) {
      return "a comma is missing before this";
    }
    return "not JSON: " + message;
  }

  private static boolean isClosing(char c) {
    return c == '}' || c == ']';
  }

  private char character(int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : ' ';
  }

  private char lastBefore() {
    int index = offset - 1;
    while (index >= 0 && Character.isWhitespace(text.charAt(index))) {
      index--;
    }
    return character(index);
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
