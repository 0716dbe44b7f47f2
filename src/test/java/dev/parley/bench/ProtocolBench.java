package dev.parley.bench;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Measures what one stanza costs in the protocol layer, in CPU time of one thread, as text on the
 * terminal.
 */
public final class ProtocolBench implements XmlStreamParser.Listener {
  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final String MESSAGE =
      "<message type='chat' to='romeo@montague.example/orchard' id='ab12cd34-0042'>"
          + "<body>Wherefore art thou, Romeo? Deny thy father &amp; refuse thy name.</body>"
          + "<active xmlns='http://jabber.org/protocol/chatstates'/>"
          + "<request xmlns='urn:xmpp:receipts'/></message>";
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int BATCH = 50;
  private static final int BATCHES = 20;
  private static final int WINDOWS = 500;

  private final ByteSink sink = new ByteSink(512);
  private final Jid sender = Jid.parse("juliet@capulet.example/balcony");
  private Element last = Element.of("", "none");
  private long bytesOut;
  private boolean relay;

  @Override
  public void opened(Element header) {}

  @Override
  public void element(Element element) {
    last = element;
    if (relay) {
      sink.reset();
      Stanza.parse(element).withFrom(sender).write(sink);
      bytesOut += sink.size();
    }
  }

  @Override
  public void closed() {}

  /** Prints one line a measure. */
  public static void main(String[] arguments) {
    var bench = new ProtocolBench();
    for (int i = 0; i < 3; i++) {
      bench.measureAll(i == 2);
    }
  }

  private void measureAll(boolean print) {
    var one = MESSAGE.getBytes(StandardCharsets.UTF_8);
    var batch = MESSAGE.repeat(BATCH).getBytes(StandardCharsets.UTF_8);
    var parser = new XmlStreamParser(ParserLimits.AFTER_LOGIN, this);
    var header = HEADER.getBytes(StandardCharsets.UTF_8);
    parser.feed(header, 0, header.length);

    report(print, "parse, " + one.length + " B each", () -> parser.feed(batch, 0, batch.length));
    relay = true;
    report(print, "parse, read as stanza, stamp, write", () -> parser.feed(batch, 0, batch.length));
    relay = false;
    report(
        print,
        "release and parse",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            parser.release();
            parser.feed(one, 0, one.length);
          }
        });
    var element = last;
    report(
        print,
        "read as stanza",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            bytesOut += Stanza.parse(element).children().size();
          }
        });
    report(
        print,
        "write, children not yet serialised",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            sink.reset();
            var stanza = Stanza.parse(element);
            stanza.write(sink);
            bytesOut += sink.size();
          }
        });
    var stanza = Stanza.parse(element);
    report(
        print,
        "write to one more receiver",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            sink.reset();
            stanza.withTo(sender).write(sink);
            bytesOut += sink.size();
          }
        });
    report(
        print,
        "address from text",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            bytesOut += Jid.parse("romeo@montague.example/orchard").hashCode() & 1;
          }
        });
  }

  /** The best of many short windows, so that other work on the machine counts little. */
  private static void report(boolean print, String name, Runnable batch) {
    long best = Long.MAX_VALUE;
    for (int window = 0; window < WINDOWS; window++) {
      long start = CPU.getCurrentThreadCpuTime();
      for (int i = 0; i < BATCHES; i++) {
        batch.run();
      }
      best = Math.min(best, CPU.getCurrentThreadCpuTime() - start);
    }
    if (print) {
      System.out.printf(Locale.ROOT, "%-40s %7.0f ns%n", name, (double) best / (BATCHES * BATCH));
    }
  }

  @Override
  public String toString() {
    return bytesOut + " bytes written, last " + last;
  }
}
