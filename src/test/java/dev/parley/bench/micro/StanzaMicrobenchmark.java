package dev.parley.bench.micro;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Stanza;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What reading and writing one message of 240 bytes costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("this-escape") // JMH forbids a final class
public class StanzaMicrobenchmark implements XmlStreamParser.Listener {
  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final String MESSAGE =
      "<message type='chat' to='romeo@montague.example/orchard' id='ab12cd34-0042'>"
          + "<body>Wherefore art thou, Romeo? Deny thy father &amp; refuse thy name.</body>"
          + "<active xmlns='http://jabber.org/protocol/chatstates'/></message>";
  private static final int BATCH = 16;

  private final byte[] one = MESSAGE.getBytes(StandardCharsets.UTF_8);
  private final byte[] batch = MESSAGE.repeat(BATCH).getBytes(StandardCharsets.UTF_8);
  private final Jid sender = Jid.parse("juliet@capulet.example/balcony");
  private final XmlStreamParser parser = new XmlStreamParser(ParserLimits.AFTER_LOGIN, this);
  private final ByteSink sink = new ByteSink(512);
  private final Stanza stanza;
  private Element last = Element.of("", "none");
  private boolean relaying;
  private int written;

  /** Opens the stream that all messages come in. */
  public StanzaMicrobenchmark() {
    try {
      byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
      parser.feed(header, 0, header.length);
      parser.feed(one, 0, one.length);
    } catch (StreamException e) {
      throw new IllegalStateException(e);
    }
    stanza = Stanza.parse(last);
  }

  @Override
  public void opened(Element header) {}

  @Override
  public void element(Element element) {
    last = element;
    if (relaying) {
      written += write(Stanza.parse(element).withFrom(sender));
    }
  }

  @Override
  public void closed() {}

  /** Bytes to a tree. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Element parse() throws StreamException {
    parser.feed(batch, 0, batch.length);
    return last;
  }

  /** The same for a connection that had been idle and given its parser back. */
  @Benchmark
  public Element parseAfterRelease() throws StreamException {
    parser.release();
    parser.feed(one, 0, one.length);
    return last;
  }

  /** Bytes to a stanza with the sender's address to bytes: all that a server has to do. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int parseStampWrite() throws StreamException {
    relaying = true;
    parser.feed(batch, 0, batch.length);
    return written;
  }

  /** A tree to a stanza. */
  @Benchmark
  public Stanza read() {
    return Stanza.parse(last);
  }

  /** A stanza to bytes, for the second of several receivers. */
  @Benchmark
  public int writeAgain() {
    return write(stanza.withTo(sender));
  }

  private int write(Stanza written) {
    sink.reset();
    written.write(sink);
    return sink.size();
  }
}
