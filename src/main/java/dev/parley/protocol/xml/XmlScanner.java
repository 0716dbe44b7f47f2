package dev.parley.protocol.xml;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;
import static dev.parley.protocol.stream.StreamError.Condition.NOT_WELL_FORMED;
import static dev.parley.protocol.stream.StreamError.Condition.POLICY_VIOLATION;
import static dev.parley.protocol.stream.StreamError.Condition.RESTRICTED_XML;

import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every byte of a stream before the XML parser does: checks UTF-8, refuses what RFC 6120
 * §11.1 forbids, keeps the limits, and finds where header, stanzas and stream end. It knows just
 * enough of XML for that; whether the tags make sense is the parser's business.
 */
final class XmlScanner {

  /** What the bytes up to the returned position are. */
  enum Cut {
    /** Part of the header, a stanza or the end; more must follow. */
    PART,
    /** White space or the XML declaration, of no further interest. */
    SKIP,
    /** The end of the header. */
    HEADER,
    /** The end of a stanza. */
    STANZA,
    /** The end of the stream. */
    END
  }

  /** Bytes of text, of tags outside quotes, and of quoted values that mean nothing special. */
  private static final byte[] PLAIN = new byte[256];

  private static final int IN_TEXT = 1;
  private static final int IN_TAG = 2;
  private static final int IN_QUOTES = 4;

  static {
    for (int b = 0; b < 0x80; b++) {
      if (b >= ' ' || b == '\n' || b == '\r' || b == '\t') {
        int text = b == '<' || b == ']' ? 0 : IN_TEXT;
        int tag = "<>/:'\"".indexOf(b) >= 0 ? 0 : IN_TAG;
        int quoted = "<'\"".indexOf(b) >= 0 ? 0 : IN_QUOTES;
        PLAIN[b] = (byte) (text | tag | quoted);
      }
    }
  }

  private enum State {
    TEXT(IN_TEXT),
    /** In text, after `]`: `]]>` is forbidden there (XML 1.0 §2.4), which aalto does not see to. */
    BRACKETS(0),
    LESS_THAN(0),
    START_TAG(IN_TAG),
    /** After the colon of a prefix, where a name must begin, which aalto does not see to. */
    COLON(0),
    /** After a slash, which must be the end of the tag. */
    EMPTY_TAG(0),
    APOSTROPHES(IN_QUOTES),
    QUOTES(IN_QUOTES),
    END_TAG(IN_TAG),
    CDATA_START(0),
    CDATA(0),
    DECLARATION(0),
    FINISHED(0);

    private final int plain;

    State(int plain) {
      this.plain = plain;
    }
  }

  private static final String CDATA_START = "[CDATA[";

  private static final int MAX_DECLARATION = 200;

  private final Utf8Checker utf8 = new Utf8Checker();
  private ParserLimits limits;
  private Cut cut = Cut.PART;
  private State state = State.TEXT;
  private boolean begun;
  private int depth;

  /** Bytes of the header or stanza so far. */
  private int bytes;

  /** Behind the last tag that ended during the last call. */
  private int tagEnd;

  private int attributes;
  private int children;
  private int matched;
  private long spaces;

  /** Null but while the declaration is read. */
  private @Nullable StringBuilder declaration;

  XmlScanner(ParserLimits limits) {
    this.limits = limits;
  }

  void limits(ParserLimits newLimits) {
    limits = newLimits;
    spaces = 0;
  }

  /** A new document begins. */
  void restart() {
    state = State.TEXT;
    begun = false;
    depth = 0;
    bytes = 0;
    children = 0;
    utf8.reset();
    declaration = null;
  }

  /** Forgets the beginning of a header or stanza. */
  void discard() {
    state = State.TEXT;
    depth = Math.min(depth, 1);
    begun = depth == 1;
    bytes = 0;
    children = 0;
    utf8.reset();
    declaration = null;
  }

  /** A declaration may come next, though the document has begun. */
  void allowDeclaration() {
    begun = bytes > 0;
  }

  /** What the last call of {@link #scan} found. */
  Cut cut() {
    return cut;
  }

  /** The position behind the last tag that ended during the last call; the start if none did. */
  int tagEnd() {
    return tagEnd;
  }

  /** The bytes of the header or stanza that is not complete yet. */
  int pending() {
    return bytes;
  }

  /**
   * Looks at bytes until something is complete or there are no more.
   *
   * @return the position after the last byte looked at; the old one if more bytes are needed to
   *     tell what begins there
   */
  int scan(byte[] data, int from, int to) {
    if (bytes == 0 && state != State.DECLARATION) {
      int i = skipSpace(data, from, to);
      if (i > from || i == to || !isBeginning(data, i, to)) {
        cut = Cut.SKIP;
        return i;
      }
    }
    return state == State.DECLARATION
        ? scanDeclaration(data, from, to)
        : scanMarkup(data, from, to);
  }

  /** Whether something begins here; false if another byte is needed to tell. */
  private boolean isBeginning(byte[] data, int i, int to) {
    check(state != State.FINISHED, "something after the end of the stream");
    if (data[i] != '<') {
      throw new StreamException(depth == 0 ? NOT_WELL_FORMED : BAD_FORMAT, "text between stanzas");
    }
    if (!begun) {
      if (i + 1 == to) {
        return false;
      }
      begun = true;
      if (data[i + 1] == '?') {
        state = State.DECLARATION;
      }
    }
    return true;
  }

  private int scanMarkup(byte[] data, int from, int to) {
    int end = (int) Math.min(to, (long) from + limits.maxStanzaBytes() - bytes);
    boolean complete = false;
    int i = from;
    tagEnd = from;
    while (i < end && !complete) {
      if (utf8.inside()) {
        utf8.accept(data[i++]);
        continue;
      }
      int plain = state.plain;
      while (i < end && (PLAIN[data[i] & 0xff] & plain) != 0) {
        i++;
      }
      if (i < end) {
        byte b = data[i++];
        complete = b < 0 ? acceptHigh(b) : accept(b);
        if (b == '>' && (state == State.TEXT || state == State.FINISHED)) {
          tagEnd = i;
        }
      }
    }
    bytes += i - from;
    if (complete) {
      bytes = 0;
      children = 0;
    } else if (i < to) {
      throw new StreamException(POLICY_VIOLATION, "the stanza is too big");
    } else {
      cut = Cut.PART;
    }
    return i;
  }

  private int skipSpace(byte[] data, int from, int to) {
    int i = from;
    while (i < to && (data[i] == ' ' || data[i] == '\n' || data[i] == '\r' || data[i] == '\t')) {
      i++;
    }
    spaces += i - from;
    if (spaces > limits.maxSpaceBytes()) {
      throw new StreamException(POLICY_VIOLATION, "too much white space");
    }
    return i;
  }

  /** Takes the first byte of a character that is not ASCII. */
  private boolean acceptHigh(byte b) {
    utf8.accept(b);
    return switch (state) {
      case TEXT, START_TAG, APOSTROPHES, QUOTES, END_TAG -> false;
      case BRACKETS, LESS_THAN, COLON, EMPTY_TAG, CDATA_START, CDATA, DECLARATION, FINISHED ->
          accept(b);
    };
  }

  /** Takes one byte; true if it completes the header, a stanza or the stream. */
  private boolean accept(byte b) {
    if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
      throw new StreamException(NOT_WELL_FORMED, "a control character");
    }
    switch (state) {
      case TEXT, BRACKETS -> text(b);
      case LESS_THAN -> lessThan(b);
      case START_TAG -> {
        return startTag(b);
      }
      case COLON -> {
        check(b < 0 || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_', "a prefix alone");
        state = State.START_TAG;
      }
      case EMPTY_TAG -> {
        check(b == '>', "a slash inside a tag");
        return endTag();
      }
      case APOSTROPHES -> quoted(b, '\'');
      case QUOTES -> quoted(b, '"');
      case END_TAG -> {
        return b == '>' && endTag();
      }
      case CDATA_START -> cdataStart(b);
      case CDATA -> cdata(b);
      case FINISHED, DECLARATION -> throw new IllegalStateException("seen to before");
    }
    return false;
  }

  private static void check(boolean fine, String complaint) {
    if (!fine) {
      throw new StreamException(NOT_WELL_FORMED, complaint);
    }
  }

  private static void checkLimit(boolean kept, String complaint) {
    if (!kept) {
      throw new StreamException(POLICY_VIOLATION, complaint);
    }
  }

  private void text(byte b) {
    if (b == '<') {
      state = State.LESS_THAN;
    } else if (b == ']') {
      matched = state == State.BRACKETS ? 2 : 1;
      state = State.BRACKETS;
    } else {
      check(b != '>' || state == State.TEXT || matched < 2, "]]> in text");
      state = State.TEXT;
    }
  }

  private void lessThan(byte b) {
    switch (b) {
      case '!' -> {
        state = State.CDATA_START;
        matched = 0;
      }
      case '?' -> throw new StreamException(RESTRICTED_XML, "a processing instruction");
      case '/' -> state = State.END_TAG;
      default -> {
        check((PLAIN[b & 0xff] & IN_TAG) != 0 || b < 0, "a tag without a name");
        state = State.START_TAG;
        attributes = 0;
        checkLimit(depth <= limits.maxDepth(), "elements too deep");
        depth++;
        checkLimit(depth <= 2 || ++children <= limits.maxChildren(), "too many elements");
      }
    }
  }

  private boolean startTag(byte b) {
    switch (b) {
      case '>' -> {
        state = State.TEXT;
        return depth == 1 && finish(Cut.HEADER);
      }
      case '/' -> state = State.EMPTY_TAG;
      case ':' -> state = State.COLON;
      case '\'', '"' -> {
        state = b == '"' ? State.QUOTES : State.APOSTROPHES;
        checkLimit(++attributes <= limits.maxAttributes(), "too many attributes");
      }
      default -> check(false, "< inside a tag");
    }
    return false;
  }

  private void quoted(byte b, char quote) {
    check(b != '<', "< in an attribute");
    state = b == quote ? State.START_TAG : state;
  }

  private void cdataStart(byte b) {
    if (depth <= 1 || b != CDATA_START.charAt(matched)) {
      throw new StreamException(RESTRICTED_XML, "a comment or document type");
    }
    if (++matched == CDATA_START.length()) {
      state = State.CDATA;
      matched = 0;
    }
  }

  private boolean endTag() {
    state = State.TEXT;
    depth--;
    if (depth <= 0) {
      state = State.FINISHED;
      return finish(Cut.END);
    }
    return depth == 1 && finish(Cut.STANZA);
  }

  private void cdata(byte b) {
    if (b == ']') {
      matched = Math.min(2, matched + 1);
    } else if (b == '>' && matched == 2) {
      state = State.TEXT;
    } else {
      matched = 0;
    }
  }

  private boolean finish(Cut found) {
    cut = found;
    return true;
  }

  private int scanDeclaration(byte[] data, int from, int to) {
    var text = declaration == null ? new StringBuilder(64) : declaration;
    declaration = text;
    int i = from;
    cut = Cut.SKIP;
    while (i < to) {
      byte b = data[i++];
      text.append((char) (b & 0xff));
      if (b == '>') {
        Condition wrong = XmlDeclaration.check(text.toString());
        if (wrong != null) {
          throw new StreamException(wrong, "the XML declaration");
        }
        state = State.TEXT;
        declaration = null;
        return i;
      }
      check(text.length() <= MAX_DECLARATION, "the XML declaration is too long");
    }
    return i;
  }
}
