package dev.parley.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** Answers by SNTP (RFC 4330) with a time that is right but for some difference. */
final class TimeServer implements AutoCloseable {
  private static final long EPOCH = 2_208_988_800L;

  private final DatagramSocket socket;
  private final Duration ahead;

  private TimeServer(DatagramSocket socket, Duration ahead) {
    this.socket = socket;
    this.ahead = ahead;
  }

  static TimeServer start(Duration ahead) {
    try {
      var server = new TimeServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), ahead);
      var thread = new Thread(server::serve, "test-time");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress place() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void serve() {
    try {
      var packet = new DatagramPacket(new byte[48], 48);
      while (!socket.isClosed()) {
        socket.receive(packet);
        Instant now = Instant.now().plus(ahead);
        ByteBuffer answer = ByteBuffer.wrap(packet.getData());
        answer.put(0, (byte) 0x24);
        answer.putInt(40, (int) (now.getEpochSecond() + EPOCH));
        answer.putInt(44, (int) (((long) now.getNano() << 32) / 1_000_000_000L));
        socket.send(packet);
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
