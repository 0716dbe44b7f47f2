package dev.parley.core.auth.sasl;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Talks to an exchange, and tells what came of it in one line. */
final class Dialogue {
  private final SaslExchange exchange;

  Dialogue(SaslExchange exchange) {
    this.exchange = exchange;
  }

  /** {@code ? data} for a challenge, {@code address: data} for a success, or the condition. */
  String start(@Nullable String initial) {
    return told(() -> exchange.start(initial == null ? null : utf8(initial)));
  }

  String respond(String response) {
    return respond(utf8(response));
  }

  String respond(byte[] response) {
    return told(() -> exchange.respond(response));
  }

  private static String told(Supplier<Future<Step>> step) {
    Future<Step> taken;
    try {
      taken = step.get();
    } catch (SaslException e) {
      return e.error().condition();
    }
    if (taken.cause() instanceof SaslException e) {
      return e.error().condition();
    }
    if (taken.result() instanceof Step.Challenge challenge) {
      return "? " + text(challenge.data());
    }
    Step.Success success = (Step.Success) taken.result();
    byte[] data = success.data();
    return success.account() + ":" + (data == null ? "" : " " + text(data));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.UTF_8);
  }
}
