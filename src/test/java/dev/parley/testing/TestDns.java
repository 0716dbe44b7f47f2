package dev.parley.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on a port of this machine that says what a test wants it to, by UDP. */
public final class TestDns implements AutoCloseable {
  private static final int MOST_BYTES = 1_232;

  private final DatagramSocket socket;
  private final List<Record> records = new CopyOnWriteArrayList<>();
  private final List<SignedZone> zones = new CopyOnWriteArrayList<>();
  private final Set<Name> failing = ConcurrentHashMap.newKeySet();
  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> questions = new ConcurrentLinkedQueue<>();
  private volatile boolean isDead;

  private TestDns(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Starts one that knows nothing yet. */
  public static TestDns start() {
    try {
      var dns = new TestDns(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
      var thread = new Thread(dns::serve, "test-dns");
      thread.setDaemon(true);
      thread.start();
      return dns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address for {@code s2s.dns.servers}. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Adds records, written as in a zone file, with names that end in a dot. */
  public TestDns with(String zone) {
    try (var master =
        new Master(
            new ByteArrayInputStream(zone.getBytes(StandardCharsets.US_ASCII)), Name.root, 60)) {
      for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
        records.add(record);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a signed zone. */
  public TestDns with(SignedZone zone) {
    zones.add(zone);
    return this;
  }

  /** Forgets all records. */
  public void clear() {
    records.clear();
    zones.clear();
  }

  /** Answers SERVFAIL about a name from now on. */
  public TestDns failing(String name) {
    failing.add(name(name));
    return this;
  }

  /** Answers nothing about records of a type from now on. */
  public TestDns silent(int type) {
    silent.add(type);
    return this;
  }

  /** Answers nothing at all, or everything again. */
  public TestDns dead(boolean dead) {
    isDead = dead;
    return this;
  }

  /** What it was asked, in order, as {@code A example.org.}. */
  public List<String> questions() {
    return List.copyOf(questions);
  }

  private void serve() {
    var buffer = new byte[4_096];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        var query = new Message(Arrays.copyOf(buffer, packet.getLength()));
        var question = query.getQuestion();
        questions.add(Type.string(question.getType()) + " " + question.getName());
        if (!isDead && !silent.contains(question.getType())) {
          var bytes = answer(query, question).toWire(MOST_BYTES);
          socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private Message answer(Message query, Record question) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(question, Section.QUESTION);
    if (failing.contains(question.getName())) {
      answer.getHeader().setRcode(Rcode.SERVFAIL);
      return answer;
    }
    for (var zone : zones) {
      if (zone.isAsked(question)) {
        zone.answer(question, answer);
        return answer;
      }
    }
    boolean exists = false;
    for (var record : records) {
      if (record.getName().equals(question.getName())) {
        exists = true;
        if (record.getType() == question.getType() || record.getType() == Type.CNAME) {
          answer.addRecord(record, Section.ANSWER);
        }
      }
    }
    if (!exists) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    if (answer.getSection(Section.ANSWER).isEmpty()) {
      records.stream()
          .filter(record ->
              record.getType() == Type.SOA && question.getName().subdomain(record.getName()))
          .findFirst()
          .ifPresent(start -> answer.addRecord(start, Section.AUTHORITY));
    }
    return answer;
  }

  private static Name name(String text) {
    return Name.fromConstantString(text);
  }

  @Override
  public void close() {
    socket.close();
  }
}
