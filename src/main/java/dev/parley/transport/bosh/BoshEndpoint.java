package dev.parley.transport.bosh;

import dev.parley.core.bus.Addresses;
import dev.parley.core.bus.Bus;
import dev.parley.core.bus.Subscription;
import dev.parley.core.bus.ToBosh;
import dev.parley.core.bus.ToBosh.Answer;
import dev.parley.core.config.HttpConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.http.ClientAddress;
import dev.parley.core.http.Forwarding;
import dev.parley.core.http.HttpStatus;
import dev.parley.core.http.StreamPaths;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.transport.stream.ClientStreams;
import dev.parley.transport.stream.LoopFlusher;
import dev.parley.transport.stream.OverHttp;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of BOSH clients (XEP-0124). A session lives where its first request came in;
 * the others find it over the bus, whichever connection they come by.
 */
public final class BoshEndpoint implements OverHttp {

  private static final String PATH = StreamPaths.BOSH;

  private static final Logger LOG = LoggerFactory.getLogger(BoshEndpoint.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SID_BYTES = 18;
  private static final int MAX_SID = 64;

  /** How much longer an answer may take than the client waits. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Supplier<ParleyConfig> config;
  private final ClientStreams streams;
  private final Bus bus;
  private final ContextInternal context;
  private final LoopFlusher flusher = new LoopFlusher();

  /**
   * For the connections of one listener and event loop.
   *
   * @param config as it is at the time of asking
   * @param context of the listener
   */
  public BoshEndpoint(
      Supplier<ParleyConfig> config, ClientStreams streams, Bus bus, ContextInternal context) {
    this.config = config;
    this.streams = streams;
    this.bus = bus;
    this.context = context;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Future<Void> stop() {
    return streams.stop();
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpConfig http = config.get().http();
    if (!http.bosh().enabled()) {
      HttpStatus.send(request, 404);
    } else if (!http.allows(request.getHeader("Origin"))) {
      HttpStatus.send(request, 403);
    } else {
      allowOrigin(request, http);
      if (request.method().equals(HttpMethod.OPTIONS)) {
        request.response().setStatusCode(204).end();
      } else if (!request.method().equals(HttpMethod.POST)) {
        request.response().putHeader("Allow", "OPTIONS, POST");
        HttpStatus.send(request, 405);
      } else {
        post(request);
      }
    }
  }

  /** Pages of other sites may ask too: no cookie lets anybody in. */
  private static void allowOrigin(HttpServerRequest request, HttpConfig http) {
    String origin = request.getHeader("Origin");
    if (origin != null) {
      boolean all = http.origins().contains("*");
      request
          .response()
          .putHeader("Access-Control-Allow-Origin", all ? "*" : origin)
          .putHeader("Vary", "Origin")
          .putHeader("Access-Control-Allow-Methods", "OPTIONS, POST")
          .putHeader("Access-Control-Allow-Headers", "Content-Type")
          .putHeader("Access-Control-Max-Age", "86400");
    }
  }

  private void post(HttpServerRequest request) {
    ParleyConfig now = config.get();
    if (now.tls().required() && !Forwarding.isSecure(request, now.http())) {
      LOG.debug("BOSH without TLS refused: {}", request.remoteAddress());
      HttpStatus.send(request, 403);
    } else if (request.headers().contains("Content-Encoding")) {
      HttpStatus.send(request, 415);
    } else {
      read(request, now.limits().http().bodyBytes());
    }
  }

  private void read(HttpServerRequest request, int maxBytes) {
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (request.response().ended()) {
        return;
      }
      if (body.length() + part.length() > maxBytes) {
        HttpStatus.send(request, 413);
      } else {
        body.appendBuffer(part);
      }
    });
    request.endHandler(all -> {
      if (!request.response().ended()) {
        serve(request, body.getBytes());
      }
    });
  }

  private void serve(HttpServerRequest request, byte[] bytes) {
    ParserLimits limits = ParserLimits.BEFORE_LOGIN;
    try {
      String sid = Body.peek(bytes, limits).attribute("sid");
      if (sid == null) {
        begin(request, Body.parse(bytes, limits));
      } else {
        goOn(request, sid, bytes);
      }
    } catch (StreamException wrong) {
      // Of the version that the client speaks nothing is known.
      respond(request, Answers.terminate(Condition.BAD_REQUEST, true, Terms.XML));
    }
  }

  private void goOn(HttpServerRequest request, String sid, byte[] bytes) {
    HttpConfig http = config.get().http();
    if (sid.length() > MAX_SID) {
      respond(request, Answers.terminate(Condition.ITEM_NOT_FOUND, true, Terms.XML));
      return;
    }
    bus.request(
            Addresses.bosh(sid),
            new ToBosh(bytes, Forwarding.isSecure(request, http)),
            http.bosh().maxWait().plus(http.bosh().maxPause()).plus(MARGIN))
        .otherwise(gone -> Answers.terminate(Condition.ITEM_NOT_FOUND, true, Terms.XML))
        .onSuccess(answer -> respond(request, answer));
  }

  private void begin(HttpServerRequest request, Body body) {
    HttpConfig http = config.get().http();
    String address = ClientAddress.of(request, http);
    Condition refusal = refusal(body, address);
    if (refusal != null) {
      boolean knowsConditions = body.attribute("ver") != null;
      respond(request, Answers.terminate(refusal, knowsConditions, Terms.XML));
      return;
    }
    String sid = newSid();
    Exchanges exchanges =
        new Exchanges(sid, Terms.of(body, http.bosh()), body, context.nettyEventLoop());
    BoshWire.Origin origin =
        new BoshWire.Origin(
            request.isSSL() ? request.sslSession() : null, Forwarding.isSecure(request, http));
    streams.begin(
        address,
        (listener, limits, budget) -> {
          BoshWire wire =
              new BoshWire(listener, limits, budget, origin, exchanges, flusher, context);
          Subscription requests = subscribe(sid, wire);
          exchanges.onOver(() -> cancelLater(requests));
          // Later: the stream does not know its wire yet.
          context.runOnContext(later -> wire.start(body, answer -> respond(request, answer)));
          return wire;
        });
  }

  private Subscription subscribe(String sid, BoshWire wire) {
    return bus.subscribeHere(
        Addresses.bosh(sid),
        incoming -> {
          ToBosh ask = incoming.body();
          Consumer<Answer> reply = answer -> incoming.reply(ask, answer);
          wire.take(ask.body(), ask.secure(), reply);
        });
  }

  /** Requests that are on their way are told that there is nothing any more. */
  @SuppressWarnings("FutureReturnValueIgnored") // a timer does not fail
  private void cancelLater(Subscription requests) {
    context.nettyEventLoop().schedule(requests::cancel, 1, TimeUnit.SECONDS);
  }

  private @Nullable Condition refusal(Body body, String address) {
    if (body.rid() < 0) {
      return Condition.BAD_REQUEST;
    }
    String to = body.attribute("to");
    if (to == null || to.isEmpty()) {
      return Condition.IMPROPER_ADDRESSING;
    }
    return streams.admit(address) ? null : Condition.POLICY_VIOLATION;
  }

  private static String newSid() {
    byte[] random = new byte[SID_BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // who is gone asks again, or never
  private static void respond(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response();
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(answer.status())
          .putHeader("Content-Type", answer.type())
          .putHeader("Cache-Control", "no-store")
          .end(Buffer.buffer(answer.body()));
    }
  }
}
