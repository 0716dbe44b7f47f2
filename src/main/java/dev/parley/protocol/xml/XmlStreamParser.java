package dev.parley.protocol.xml;

import static dev.parley.protocol.stream.StreamError.Condition.NOT_WELL_FORMED;

import dev.parley.protocol.stream.StreamException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a stream into its header, its stanza-level elements and its end (RFC 6120 §4).
 * Belongs to one thread at a time.
 */
public final class XmlStreamParser implements StreamInput {
  private static final byte[] NOTHING = {};

  /** After so many bytes a new reader is taken, because a reader remembers every name it sees. */
  private static final int RENEWAL_BYTES = 65_536;

  /** Hears of what is complete; may throw {@link StreamException}, which `feed` passes on. */
  public interface Listener {
    /**
     * A stream header: name, attributes, and the namespace declarations as attributes of {@link
     * Namespaces#XMLNS}.
     */
    void opened(Element header) throws StreamException;

    /** A child of the stream's root. */
    void element(Element element) throws StreamException;

    /** The closing tag of the stream. */
    void closed() throws StreamException;
  }

  private final Listener listener;
  private final XmlScanner scanner;
  private ParserLimits limits;

  /** Null between documents and while released. */
  private @Nullable TreeReader reader;

  /** Bytes that the reader has seen. */
  private int readerBytes;

  /** The header to begin with after a release; null before the header and while not released. */
  private byte @Nullable [] context;

  private @Nullable Element header;

  /** The beginning of a tag, with the text before it, that the reader has not seen. */
  private byte[] tail = NOTHING;

  private int tailSize;

  /** Bytes kept while suspended. */
  private byte[] backlog = NOTHING;

  private int backlogSize;

  /** The bytes of the current run, those of it that are not used yet being the last ones. */
  private byte[] current = NOTHING;

  private int currentEnd;

  /** Bytes of the current run behind the last event. */
  private int rest;

  private boolean running;
  private boolean suspended;
  private boolean failed;

  /** A parser that waits for a header. */
  public XmlStreamParser(ParserLimits limits, Listener listener) {
    this.limits = limits;
    this.listener = listener;
    this.scanner = new XmlScanner(limits);
  }

  @Override
  public void feed(byte[] data, int offset, int length) throws StreamException {
    if (failed) {
      return;
    }
    if (suspended || running || backlogSize > 0) {
      keep(data, offset, length);
      resumeRun();
    } else {
      int end = offset + length;
      int next = run(data, offset, end);
      keep(data, next, end - next);
    }
  }

  @Override
  public void suspend() {
    suspended = true;
  }

  @Override
  public void resume() throws StreamException {
    suspended = false;
    resumeRun();
  }

  /** Whether events are held back. */
  public boolean suspended() {
    return suspended;
  }

  @Override
  public int buffered() {
    return backlogSize + (running ? rest : scanner.pending());
  }

  @Override
  public boolean onlyBlankBuffered() {
    return isBlank(backlog, 0, backlogSize)
        && (running ? isBlank(current, currentEnd - rest, currentEnd) : scanner.pending() == 0);
  }

  private static boolean isBlank(byte[] data, int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] != ' ' && data[i] != '\n' && data[i] != '\r' && data[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void restart() {
    scanner.restart();
    dropTail();
    reader = null;
    context = null;
    header = null;
  }

  @Override
  public void discardBuffered() {
    backlog = NOTHING;
    backlogSize = 0;
    rest = 0;
    if (scanner.pending() > 0) {
      scanner.discard();
      dropTail();
      dropReader();
    }
  }

  /** Lets the next element be preceded by an XML declaration, as if it were a document. */
  public void allowDeclaration() {
    scanner.allowDeclaration();
  }

  @Override
  public void limits(ParserLimits newLimits) {
    limits = newLimits;
    scanner.limits(newLimits);
  }

  @Override
  public void release() {
    if (scanner.pending() == 0 && !running) {
      dropReader();
    }
  }

  private void dropReader() {
    if (reader != null) {
      context = header == null ? null : HeaderContext.of(header);
      reader = null;
    }
  }

  private void resumeRun() {
    boolean more = true;
    while (more && !running && !suspended && !failed && backlogSize > 0) {
      var data = backlog;
      int size = backlogSize;
      backlog = NOTHING;
      backlogSize = 0;
      int next = run(data, 0, size);
      // A lone `<` that may begin a declaration waits for its successor.
      more = next > 0 || backlogSize > 0;
      keepFirst(data, next, size - next);
    }
  }

  /** Delivers what these bytes complete; returns the position of the first that was not used. */
  private int run(byte[] data, int from, int to) {
    int next = from;
    running = true;
    current = data;
    currentEnd = to;
    rest = to - from;
    failed = true;
    try {
      while (rest > 0 && !suspended) {
        int start = next;
        next = scanner.scan(data, next, to);
        rest = to - next;
        if (next == start) {
          break;
        }
        if (scanner.cut() != XmlScanner.Cut.SKIP) {
          readTags(data, start, next);
        }
      }
      failed = false;
    } finally {
      running = false;
      current = NOTHING;
    }
    return to - rest;
  }

  /**
   * Hands whole tags on. The reader never sees a part of one: aalto reads some things differently
   * if they come in pieces, for example characters beyond U+FFFF in namespaces.
   */
  private void readTags(byte[] data, int from, int to) {
    int end = scanner.tagEnd();
    if (end == from) {
      keepTail(data, from, to);
    } else if (tailSize == 0) {
      read(data, from, end);
      keepTail(data, end, to);
    } else {
      keepTail(data, from, end);
      var whole = tail;
      int size = tailSize;
      dropTail();
      read(whole, 0, size);
      keepTail(data, end, to);
    }
  }

  private void keepTail(byte[] data, int from, int to) {
    if (to > from) {
      int size = tailSize + to - from;
      if (size > tail.length) {
        tail = Arrays.copyOf(tail, Math.max(size, Math.min(2 * size, limits.maxStanzaBytes())));
      }
      System.arraycopy(data, from, tail, tailSize, to - from);
      tailSize = size;
    }
  }

  private void dropTail() {
    tail = NOTHING;
    tailSize = 0;
  }

  private void read(byte[] data, int from, int to) {
    var tree = reader();
    var element = tree.read(data, from, to, limits.maxNamespaces());
    readerBytes += to - from;
    switch (scanner.cut()) {
      case HEADER -> {
        header = agreed(element, tree);
        listener.opened(header);
      }
      case STANZA -> {
        var stanza = agreed(element, tree);
        if (readerBytes > RENEWAL_BYTES) {
          dropReader();
        }
        listener.element(stanza);
      }
      case END -> {
        check(tree.depth() == 0);
        reader = null;
        if (element != null) {
          // The root is empty: it begins and ends at once.
          header = element;
          listener.opened(element);
        }
        listener.closed();
      }
      case PART -> check(element == null);
      case SKIP -> {}
    }
  }

  private TreeReader reader() {
    var tree = reader;
    if (tree == null) {
      tree = new TreeReader();
      if (context != null) {
        tree.read(context, 0, context.length, Integer.MAX_VALUE);
        context = null;
      }
      reader = tree;
      readerBytes = 0;
    }
    return tree;
  }

  /** Scanner and reader agree where well-formed elements end, so if they do not, these are not. */
  private static Element agreed(@Nullable Element element, TreeReader tree) {
    check(tree.depth() == 1);
    if (element == null) {
      throw malformed();
    }
    return element;
  }

  private static void check(boolean wellFormed) {
    if (!wellFormed) {
      throw malformed();
    }
  }

  private static StreamException malformed() {
    return new StreamException(NOT_WELL_FORMED, "the XML is not well-formed");
  }

  private void keep(byte[] data, int offset, int length) {
    if (length > 0) {
      if (backlog.length - backlogSize < length) {
        backlog = Arrays.copyOf(backlog, Math.max(2 * backlog.length, backlogSize + length));
      }
      System.arraycopy(data, offset, backlog, backlogSize, length);
      backlogSize += length;
    }
  }

  /** Puts bytes before those that came in the meantime. */
  private void keepFirst(byte[] data, int offset, int length) {
    if (length > 0) {
      var later = Arrays.copyOf(backlog, backlogSize);
      backlog = Arrays.copyOfRange(data, offset, offset + length);
      backlogSize = length;
      keep(later, 0, later.length);
    }
  }
}
