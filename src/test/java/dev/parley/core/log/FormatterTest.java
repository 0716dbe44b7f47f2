package dev.parley.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One event is one line, whoever chose the words in it (SECURITY A147). */
final class FormatterTest {
  private static final TextFormatter TEXT = new TextFormatter(ZoneOffset.UTC);
  private static final JsonFormatter JSON = new JsonFormatter();

  @Test
  void aLineForPeople() {
    assertThat(TEXT.format(event(Level.WARNING, "disk is full")))
        .isEqualTo("2030-01-02 03:04:05.006 WARN  Stream: disk is full" + System.lineSeparator());
  }

  @Test
  void aLineForPrograms() {
    var line = JSON.format(event(Level.FINE, "say \"hello\" \\ µ"));
    assertThat(line).endsWith("}\n");
    var object = new JsonObject(line);
    assertThat(object.getString("time")).isEqualTo("2030-01-02T03:04:05.006Z");
    assertThat(object.getString("level")).isEqualTo("debug");
    assertThat(object.getString("logger")).isEqualTo("dev.parley.transport.Stream");
    assertThat(object.getString("message")).isEqualTo("say \"hello\" \\ µ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\n2030-01-02 03:04:05.006 INFO  Auth: forged",
        "\u001b[31mred",
        "\u202eright to left",
        "\u2066isolate",
        "\u2028line",
        "\u0000nul",
        "\u009bcsi",
        "\u007fdelete",
        "\ufeffmark"
      })
  void nobodyWritesLines(String message) {
    var text = TEXT.format(event(Level.INFO, message));
    assertThat(text.strip()).hasLineCount(1).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
    assertThat(LineText.of(message)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
    var json = JSON.format(event(Level.INFO, message));
    assertThat(json.strip()).hasLineCount(1).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
    assertThat(new JsonObject(json).getString("message")).isEqualTo(message);
  }

  @Test
  void anExceptionStaysOnTheLine() {
    var event = event(Level.SEVERE, "failed");
    event.setThrown(
        new IllegalStateException("outer\nline", new IllegalArgumentException("inner")));
    var text = TEXT.format(event);
    assertThat(text.strip()).hasLineCount(1);
    assertThat(text)
        .contains(
            "failed | java.lang.IllegalStateException: outer\\nline < "
                + getClass().getName()
                + ".anExceptionStaysOnTheLine(")
        .contains("caused by java.lang.IllegalArgumentException: inner < ");
    assertThat(new JsonObject(JSON.format(event)).getString("error")).contains("\n  at ");
  }

  private static LogRecord event(Level level, String message) {
    var event = new LogRecord(level, message);
    event.setLoggerName("dev.parley.transport.Stream");
    event.setInstant(Instant.parse("2030-01-02T03:04:05.006Z"));
    return event;
  }
}
