package dev.parley.protocol.xml;

import static dev.parley.protocol.stream.StreamError.Condition.BAD_FORMAT;
import static dev.parley.protocol.stream.StreamError.Condition.NOT_WELL_FORMED;
import static dev.parley.protocol.stream.StreamError.Condition.POLICY_VIOLATION;
import static dev.parley.protocol.stream.StreamError.Condition.RESTRICTED_XML;
import static dev.parley.protocol.stream.StreamError.Condition.UNSUPPORTED_ENCODING;

import dev.parley.protocol.stream.StreamError.Condition;
import dev.parley.protocol.stream.StreamException;

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

  private enum State {
    TEXT,
    LESS_THAN,
    START_TAG,
    EMPTY_TAG,
    APOSTROPHES,
    QUOTES,
    END_TAG,
    CDATA_START,
    CDATA,
    DECLARATION,
    FINISHED
  }

  private static final String CDATA_START = "[CDATA[";

  private final Utf8Checker utf8 = new Utf8Checker();
  private ParserLimits limits;
  private Cut cut = Cut.PART;
  private State state = State.TEXT;
  private boolean begun;
  private int depth;

  /** Bytes of the header or stanza so far. */
  private int bytes;

  private int attributes;
  private int children;
  private int matched;
  private long spaces;
  private StringBuilder declaration = new StringBuilder(0);

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
    utf8.reset();
    declaration = new StringBuilder(0);
  }

  /** What the last call of {@link #scan} found. */
  Cut cut() {
    return cut;
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
    int i = from;
    if (state == State.TEXT && depth <= 1) {
      i = skipSpace(data, from, to);
      if (i > from || i == to) {
        cut = Cut.SKIP;
        return i;
      }
    }
    if (!begun && data[i] == '<') {
      if (i + 1 == to) {
        cut = Cut.SKIP;
        return i;
      }
      begun = true;
      if (data[i + 1] == '?') {
        declaration = new StringBuilder(64);
        state = State.DECLARATION;
      }
    }
    if (state == State.DECLARATION) {
      return scanDeclaration(data, from, to);
    }
    int end = (int) Math.min(to, (long) from + limits.maxStanzaBytes() - bytes);
    boolean complete = false;
    while (i < end && !complete) {
      byte b = data[i++];
      if (b < 0 || utf8.inside()) {
        utf8.accept(b);
        if (state != State.TEXT && state != State.APOSTROPHES && state != State.QUOTES) {
          other(b);
        } else if (depth <= 1 && state == State.TEXT) {
          throw new StreamException(BAD_FORMAT, "text between stanzas");
        }
      } else {
        complete = accept(b);
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

  /** Takes one byte of ASCII; true if it completes the header, a stanza or the stream. */
  private boolean accept(byte b) {
    if (b < ' ' && b != '\n' && b != '\t' && b != '\r') {
      throw new StreamException(NOT_WELL_FORMED, "a control character");
    }
    switch (state) {
      case TEXT -> {
        if (b == '<') {
          state = State.LESS_THAN;
        } else if (depth <= 1) {
          throw new StreamException(
              depth == 0 ? NOT_WELL_FORMED : BAD_FORMAT, "text between stanzas");
        }
      }
      case LESS_THAN -> lessThan(b);
      case START_TAG, EMPTY_TAG -> {
        return startTag(b);
      }
      case APOSTROPHES, QUOTES -> {
        if (b == '<') {
          throw new StreamException(NOT_WELL_FORMED, "< in an attribute");
        }
        if (b == (state == State.QUOTES ? '"' : '\'')) {
          state = State.START_TAG;
        }
      }
      case END_TAG -> {
        if (b == '>') {
          return endTag();
        }
      }
      case CDATA_START -> {
        if (b != CDATA_START.charAt(matched)) {
          throw new StreamException(RESTRICTED_XML, "a comment or document type");
        }
        if (++matched == CDATA_START.length()) {
          state = State.CDATA;
          matched = 0;
        }
      }
      case CDATA -> cdata(b);
      case FINISHED, DECLARATION ->
          throw new StreamException(NOT_WELL_FORMED, "the stream has ended");
    }
    return false;
  }

  private void other(byte b) {
    if (state == State.CDATA) {
      matched = 0;
    } else if (state == State.LESS_THAN) {
      lessThan(b);
    } else if (state == State.CDATA_START) {
      throw new StreamException(RESTRICTED_XML, "a comment or document type");
    } else if (state == State.FINISHED) {
      throw new StreamException(NOT_WELL_FORMED, "the stream has ended");
    }
  }

  private void lessThan(byte b) {
    switch (b) {
      case '!' -> {
        if (depth <= 1) {
          throw new StreamException(RESTRICTED_XML, "a comment or document type");
        }
        state = State.CDATA_START;
        matched = 0;
      }
      case '?' -> throw new StreamException(RESTRICTED_XML, "a processing instruction");
      case '/' -> state = State.END_TAG;
      default -> {
        state = State.START_TAG;
        attributes = 0;
        depth++;
        if (depth - 1 > limits.maxDepth()) {
          throw new StreamException(POLICY_VIOLATION, "elements too deep");
        }
        if (depth > 2 && ++children > limits.maxChildren()) {
          throw new StreamException(POLICY_VIOLATION, "too many elements");
        }
        if (b == '>' || b == '\'' || b == '"') {
          throw new StreamException(NOT_WELL_FORMED, "a tag without a name");
        }
      }
    }
  }

  private boolean startTag(byte b) {
    switch (b) {
      case '>' -> {
        boolean empty = state == State.EMPTY_TAG;
        state = State.TEXT;
        return empty ? endTag() : depth == 1 && finish(Cut.HEADER);
      }
      case '/' -> state = State.EMPTY_TAG;
      case '\'', '"' -> {
        state = b == '"' ? State.QUOTES : State.APOSTROPHES;
        if (++attributes > limits.maxAttributes()) {
          throw new StreamException(POLICY_VIOLATION, "too many attributes");
        }
      }
      case '<' -> throw new StreamException(NOT_WELL_FORMED, "< inside a tag");
      default -> state = State.START_TAG;
    }
    return false;
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
    int i = from;
    cut = Cut.SKIP;
    while (i < to) {
      byte b = data[i++];
      declaration.append((char) (b & 0xff));
      if (b == '>') {
        Condition wrong = XmlDeclaration.check(declaration.toString());
        if (wrong != null) {
          throw new StreamException(wrong, "the XML declaration");
        }
        state = State.TEXT;
        return i;
      }
      if (declaration.length() > 200) {
        throw new StreamException(
            declaration.indexOf("encoding") > 0 ? UNSUPPORTED_ENCODING : NOT_WELL_FORMED,
            "the XML declaration");
      }
    }
    return i;
  }
}
