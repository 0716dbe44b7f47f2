package dev.parley.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A stream over BOSH (XEP-0124): one request is always open, another one goes out when there is
 * something to say, and answers are heard in the order of their requests.
 */
final class BoshWire implements Wire {
  private static final String NAMESPACE = "http://jabber.org/protocol/httpbind";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .sslContext(Trust.all())
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build();

  private final BlockingQueue<StreamEvent> events = new LinkedBlockingQueue<>();
  private final Consumer<StreamEvent> listener;
  private final URI address;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Map<Long, Xml.Element> answers = new HashMap<>();
  private long rid = ThreadLocalRandom.current().nextLong(1L << 40);
  private long heard = rid;
  private int open;
  private String domain = "";
  private @Nullable String sid;
  private boolean over;

  BoshWire(Endpoint endpoint, Consumer<StreamEvent> listener) {
    this.listener = listener;
    this.address = URI.create("https://" + endpoint + "/http-bind");
  }

  @Override
  public BlockingQueue<StreamEvent> events() {
    return events;
  }

  @Override
  public void listen() {
    // Answers come by threads of the HTTP client.
  }

  @Override
  public void secure(SSLContext context, String name, List<String> protocols) {
    throw new AssertionError("BOSH has TLS from the beginning (XEP-0206 §2)");
  }

  @Override
  public synchronized void open(String to) {
    domain = to;
    if (sid == null) {
      post(
          " to='"
              + to
              + "' ver='1.11' wait='60' hold='1' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'",
          "");
    } else {
      emit(new StreamEvent.Opened(new Xml.Element(new QName("", "stream"), Map.of(), List.of())));
      post(" to='" + domain + "' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'", "");
    }
  }

  @Override
  public synchronized void close() {
    post(" type='terminate'", "");
  }

  @Override
  public void restart() {
    // The next request that opens a stream says so.
  }

  @Override
  public synchronized void send(String text) {
    waiting.addAll(Standalone.elements(text));
    speak();
  }

  @Override
  public void send(byte[] bytes) {
    throw new AssertionError("BOSH has no bytes of its own");
  }

  @Override
  public byte[] endPoint() {
    throw new AssertionError("the HTTP client does not tell its connections");
  }

  @Override
  public synchronized void drop() {
    over = true;
  }

  /** Says what there is to say, in at most two requests at a time. */
  private void speak() {
    if (!over && sid != null && open < 2 && !waiting.isEmpty()) {
      var all = String.join("", waiting);
      waiting.clear();
      post("", all);
    }
  }

  private void post(String attributes, String content) {
    long number = rid++;
    open++;
    var text =
        "<body xmlns='"
            + NAMESPACE
            + "' rid='"
            + number
            + "'"
            + (sid == null ? "" : " sid='" + sid + "'")
            + attributes
            + ">"
            + content
            + "</body>";
    var request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8))
            .build();
    CLIENT
        .sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
        .whenComplete((answer, failure) -> {
          if (failure == null && answer.statusCode() == 200) {
            answered(number, answer.body());
          } else {
            lost(failure == null ? "status " + answer.statusCode() : failure.toString());
          }
        });
  }

  private synchronized void lost(String reason) {
    if (!over) {
      over = true;
      emit(new StreamEvent.Disconnected(reason));
    }
  }

  private synchronized void answered(long number, String body) {
    try {
      answers.put(number, TreeReader.read(body));
    } catch (IllegalArgumentException broken) {
      emit(new StreamEvent.Malformed(String.valueOf(broken.getMessage())));
      over = true;
    }
    open--;
    for (var next = answers.remove(heard); next != null && !over; next = answers.remove(heard)) {
      heard++;
      hear(next);
    }
    speak();
    if (!over && sid != null && open == 0) {
      post("", "");
    }
  }

  private void hear(Xml.Element body) {
    if (sid == null && body.attribute("sid") != null) {
      sid = body.attribute("sid");
      emit(new StreamEvent.Opened(Standalone.header(body)));
    }
    var children = new ArrayList<>(body.children().toList());
    children.forEach(child -> emit(new StreamEvent.Received(child)));
    if ("terminate".equals(body.attribute("type"))) {
      over = true;
      emit(new StreamEvent.Closed());
      emit(new StreamEvent.Disconnected(String.valueOf(body.attribute("condition"))));
    }
  }

  private void emit(StreamEvent event) {
    listener.accept(event);
    events.add(event);
  }
}
