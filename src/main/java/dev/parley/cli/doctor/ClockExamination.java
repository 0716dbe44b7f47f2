package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * This machine's clock, beside that of a time server (SNTP, RFC 4330). Certificates, one-time
 * passwords and the order of messages between servers need it to be right.
 */
@MayBlock
final class ClockExamination {
  private static final String ABOUT = "Clock";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration MOST_WRONG = Duration.ofSeconds(10);
  private static final Duration LITTLE_WRONG = Duration.ofSeconds(1);
  private static final int PACKET_BYTES = 48;
  private static final int TRANSMIT_TIME = 40;
  private static final byte VERSION_4_CLIENT = 0x23;
  private static final int MODE_SERVER = 4;

  /** Seconds from 1900 to 1970 (RFC 4330 §3). */
  private static final long EPOCH = 2_208_988_800L;

  private final InetSocketAddress server;
  private final Clock clock;
  private final Findings findings;

  ClockExamination(InetSocketAddress server, Clock clock, Findings findings) {
    this.server = server;
    this.clock = clock;
    this.findings = findings;
  }

  void examine() {
    try {
      report(ahead());
    } catch (IOException e) {
      findings.unknown(
          ABOUT,
          "The time server "
              + server.getHostString()
              + " does not answer, so whether the clock is"
              + " right is not known.",
          "Name one that can be reached: doctor --time-server HOST");
    }
  }

  private void report(Duration ahead) {
    String text =
        "The clock is " + Clocks.words(ahead) + " that of " + server.getHostString() + ".";
    String fix = "Let this machine take its time from the network (systemd-timesyncd, chrony).";
    if (ahead.abs().compareTo(MOST_WRONG) > 0) {
      findings.fault(ABOUT, text, fix);
    } else if (ahead.abs().compareTo(LITTLE_WRONG) > 0) {
      findings.mind(ABOUT, text, fix);
    } else {
      findings.fine(ABOUT, "The clock agrees with that of " + server.getHostString() + ".");
    }
  }

  /** By how much our clock is ahead: the middle of asking against the moment of the answer. */
  private Duration ahead() throws IOException {
    if (server.isUnresolved()) {
      throw new IOException("unknown host");
    }
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(server);
      byte[] packet = new byte[PACKET_BYTES];
      packet[0] = VERSION_4_CLIENT;
      Instant asked = clock.instant();
      socket.send(new DatagramPacket(packet, packet.length));
      socket.receive(new DatagramPacket(packet, packet.length));
      Instant answered = clock.instant();
      ByteBuffer answer = ByteBuffer.wrap(packet);
      if ((packet[0] & 0x7) != MODE_SERVER || answer.getLong(TRANSMIT_TIME) == 0) {
        throw new IOException("that is no answer");
      }
      long seconds = Integer.toUnsignedLong(answer.getInt(TRANSMIT_TIME)) - EPOCH;
      long fraction = Integer.toUnsignedLong(answer.getInt(TRANSMIT_TIME + 4));
      Instant told = Instant.ofEpochSecond(seconds, (fraction * 1_000_000_000L) >>> 32);
      return Duration.between(told, asked.plus(Duration.between(asked, answered).dividedBy(2)));
    }
  }
}
