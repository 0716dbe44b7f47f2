package dev.parley.protocol.jid;

/** Unicode labels as ASCII (RFC 3492). */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_CODE_POINT = 0x80;

  private Punycode() {}

  /** Encodes a label of at most some thousand characters, without the prefix `xn--`. */
  static String encode(String label) {
    var points = label.codePoints().toArray();
    var output = new StringBuilder();
    for (int point : points) {
      if (point < INITIAL_CODE_POINT) {
        output.append((char) point);
      }
    }
    int basic = output.length();
    int handled = basic;
    if (basic > 0) {
      output.append('-');
    }
    int current = INITIAL_CODE_POINT;
    int bias = INITIAL_BIAS;
    long delta = 0;
    while (handled < points.length) {
      int next = smallestFrom(points, current);
      delta += (long) (next - current) * (handled + 1);
      current = next;
      for (int point : points) {
        if (point < current) {
          delta++;
        } else if (point == current) {
          appendNumber(output, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      current++;
    }
    return output.toString();
  }

  private static int smallestFrom(int[] points, int least) {
    int smallest = Integer.MAX_VALUE;
    for (int point : points) {
      if (point >= least && point < smallest) {
        smallest = point;
      }
    }
    return smallest;
  }

  private static void appendNumber(StringBuilder output, long number, int bias) {
    long rest = number;
    for (int k = BASE; ; k += BASE) {
      int threshold = threshold(k, bias);
      if (rest < threshold) {
        output.append(digit((int) rest));
        return;
      }
      output.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  /**
   * Decodes what comes after `xn--`, in lower case.
   *
   * @throws JidFormatException if it is no Punycode
   */
  static String decode(String encoded) {
    if (encoded.length() > 59) {
      throw malformed();
    }
    int basic = Math.max(0, encoded.lastIndexOf('-'));
    var output = new StringBuilder(encoded.substring(0, basic));
    int length = basic;
    int position = basic > 0 ? basic + 1 : 0;
    long current = INITIAL_CODE_POINT;
    long index = 0;
    int bias = INITIAL_BIAS;
    while (position < encoded.length()) {
      long before = index;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        if (position == encoded.length()) {
          throw malformed();
        }
        int digit = value(encoded.charAt(position++));
        index += digit * weight;
        int threshold = threshold(k, bias);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (weight > Integer.MAX_VALUE) {
          throw malformed();
        }
      }
      length++;
      bias = adapt(index - before, length, before == 0);
      current += index / length;
      index %= length;
      if (current > Character.MAX_CODE_POINT
          || Character.getType((int) current) == Character.SURROGATE) {
        throw malformed();
      }
      output.insert(output.offsetByCodePoints(0, (int) index), Character.toString((int) current));
      index++;
    }
    return output.toString();
  }

  private static int threshold(int k, int bias) {
    return Math.max(T_MIN, Math.min(T_MAX, k - bias));
  }

  private static int adapt(long delta, int count, boolean first) {
    long rest = first ? delta / DAMP : delta / 2;
    rest += rest / count;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int value(char digit) {
    if (digit >= 'a' && digit <= 'z') {
      return digit - 'a';
    }
    if (digit >= '0' && digit <= '9') {
      return digit - '0' + 26;
    }
    throw malformed();
  }

  private static JidFormatException malformed() {
    return new JidFormatException("the domainpart has a malformed A-label");
  }
}
