package dev.parley.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.bus.ToSession;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written to a client that reads nothing. */
class StreamOutputTest {
  private static final int MESSAGES = 64;
  private static final String BODY = "x".repeat(1_000_000);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** How it went: the ids of what the socket took, and of what came back. */
  private record Course(List<String> written, List<String> back, boolean waited) {}

  private static final class Owner implements StreamOutput.Owner {
    private final List<String> written = new ArrayList<>();

    @Override
    public void blocked(boolean begun) {}

    @Override
    public void tooSlow() {}

    @Override
    public void written(List<ToSession.Delivery> deliveries) {
      deliveries.forEach(one -> written.add(String.valueOf(one.stanza().id())));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is on its way tells of the end
  private static void play(NetSocketInternal socket, Promise<Course> course) {
    Owner owner = new Owner();
    LoopFlusher flusher = new LoopFlusher();
    StreamOutput output =
        new StreamOutput(
            new SocketOutlet(socket, flusher.buffer(), () -> {}),
            new DocumentFraming(Namespaces.CLIENT),
            flusher,
            socket.channelHandlerContext().channel().eventLoop(),
            Long.MAX_VALUE,
            owner);
    for (int number = 0; number < MESSAGES; number++) {
      Message message = Message.of(Message.Type.CHAT, Jid.parse("juliet@example.com"), BODY);
      output.add(new ToSession.Delivery(message.withId("m" + number)));
      output.flush();
    }
    Future<List<ToSession.Delivery>> leftovers = output.takeLeftovers(true);
    boolean waited = !leftovers.isComplete();
    leftovers.onComplete(taken -> {
      List<String> back =
          taken.result().stream().map(one -> String.valueOf(one.stanza().id())).toList();
      course.complete(new Course(owner.written, back, waited));
    });
    socket.channelHandlerContext().close();
  }

  @Test
  void aWriteThatIsUnderWayAtTheEndComesBack() throws Exception {
    Promise<Course> course = Promise.promise();
    var server =
        await(
            vertx
                .createNetServer()
                .connectHandler(socket -> play((NetSocketInternal) socket, course))
                .listen(0, "127.0.0.1"));
    try (var deaf = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      Course played = await(course.future());
      assertThat(deaf.isConnected()).isTrue();
      assertThat(played.waited()).isTrue();
      List<String> all = new ArrayList<>(played.written());
      all.addAll(played.back());
      assertThat(all)
          .isEqualTo(IntStream.range(0, MESSAGES).mapToObj(number -> "m" + number).toList());
      assertThat(played.back()).isNotEmpty();
    }
  }

  /** Writes more than the socket takes; tells when that is noticed, and when it is over. */
  private static final class Flood implements StreamOutput.Owner {
    private final StreamOutput output;
    private final Promise<Void> blocked;
    private final Promise<Void> freed;

    Flood(NetSocketInternal socket, Promise<Void> blocked, Promise<Void> freed, long maxWaiting) {
      LoopFlusher flusher = new LoopFlusher();
      this.blocked = blocked;
      this.freed = freed;
      this.output =
          new StreamOutput(
              new SocketOutlet(socket, flusher.buffer(), this::drained),
              new DocumentFraming(Namespaces.CLIENT),
              flusher,
              socket.channelHandlerContext().channel().eventLoop(),
              maxWaiting,
              this);
    }

    /** Writes so many at a time. */
    void write(int atOnce) {
      for (int number = 0; number < MESSAGES; number++) {
        Message message = Message.of(Message.Type.CHAT, Jid.parse("juliet@example.com"), BODY);
        output.add(new ToSession.Delivery(message.withId("m" + number)));
        if (number % atOnce == atOnce - 1) {
          output.flush();
        }
      }
    }

    private void drained() {
      output.drained();
    }

    @Override
    public void blocked(boolean begun) {
      (begun ? blocked : freed).tryComplete();
    }

    @Override
    public void tooSlow() {
      output.stop();
      freed.fail("too slow");
    }

    @Override
    public void written(List<ToSession.Delivery> deliveries) {}
  }

  @Test
  void whoBeginsToReadGetsAllInOrder() throws Exception {
    Promise<Void> blocked = Promise.promise();
    Promise<Void> freed = Promise.promise();
    var server =
        await(
            vertx
                .createNetServer()
                .connectHandler(socket ->
                    new Flood((NetSocketInternal) socket, blocked, freed, Long.MAX_VALUE).write(1))
                .listen(0, "127.0.0.1"));
    try (var slow = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        var lines = new Scanner(slow.getInputStream(), StandardCharsets.UTF_8)) {
      slow.setSoTimeout(30_000);
      await(blocked.future());
      assertThat(freed.future().isComplete()).isFalse();
      lines.useDelimiter("</message>");
      for (int number = 0; number < MESSAGES; number++) {
        assertThat(lines.next()).contains("id='m" + number + "'").contains(BODY);
      }
      await(freed.future());
    }
  }

  @Test
  void whoNeverReadsIsLeftOnce() throws Exception {
    Promise<Void> blocked = Promise.promise();
    Promise<Void> freed = Promise.promise();
    Promise<List<ToSession.Delivery>> rest = Promise.promise();
    var server =
        await(
            vertx
                .createNetServer()
                .connectHandler(socket -> {
                  long mostWaiting = 2L * BODY.length();
                  var flood = new Flood((NetSocketInternal) socket, blocked, freed, mostWaiting);
                  try {
                    flood.write(8);
                    flood.output.takeLeftovers(true).onComplete(rest);
                    ((NetSocketInternal) socket).channelHandlerContext().close();
                  } catch (RuntimeException wrong) {
                    rest.fail(wrong);
                  }
                })
                .listen(0, "127.0.0.1"));
    try (var deaf = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      List<ToSession.Delivery> back = await(rest.future());
      assertThat(deaf.isConnected()).isTrue();
      assertThat(freed.future().cause()).hasMessage("too slow");
      assertThat(back).last().extracting(one -> one.stanza().id()).isEqualTo("m" + (MESSAGES - 1));
    }
  }
}
