package dev.parley.protocol.jid;

import java.util.Arrays;

/** IPv6 addresses in brackets (RFC 3986 §3.2.2), written in the one way of RFC 5952. */
final class IpLiteral {
  private static final int GROUPS = 8;

  private IpLiteral() {}

  /**
   * The canonical form, with its brackets.
   *
   * @throws JidFormatException if it is no such address
   */
  static String prepare(String literal) {
    if (literal.length() > 47 || !literal.endsWith("]")) {
      throw malformed();
    }
    return write(parse(literal.substring(1, literal.length() - 1)));
  }

  private static int[] parse(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return exactly(groups(address), GROUPS);
    }
    var before = groups(address.substring(0, gap));
    var after = groups(address.substring(gap + 2));
    if (before.length + after.length >= GROUPS) {
      throw malformed();
    }
    var all = Arrays.copyOf(before, GROUPS);
    System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
    return all;
  }

  private static int[] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    var words = text.split(":", -1);
    var groups = new int[words.length + 1];
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      if (i == words.length - 1 && words[i].indexOf('.') >= 0) {
        var bytes = exactly(numbers(words[i].split("\\.", -1)), 4);
        groups[count++] = bytes[0] << 8 | bytes[1];
        groups[count++] = bytes[2] << 8 | bytes[3];
      } else {
        groups[count++] = number(words[i], 16, 4);
      }
    }
    return Arrays.copyOf(groups, count);
  }

  private static int[] numbers(String[] decimals) {
    var numbers = new int[decimals.length];
    for (int i = 0; i < decimals.length; i++) {
      numbers[i] = number(decimals[i], 10, 3);
      if (numbers[i] > 255 || decimals[i].length() > 1 && decimals[i].startsWith("0")) {
        throw malformed();
      }
    }
    return numbers;
  }

  private static int number(String digits, int radix, int maxLength) {
    if (digits.isEmpty() || digits.length() > maxLength) {
      throw malformed();
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw malformed();
      }
      number = number * radix + digit;
    }
    return number;
  }

  private static int[] exactly(int[] numbers, int count) {
    if (numbers.length != count) {
      throw malformed();
    }
    return numbers;
  }

  private static String write(int[] groups) {
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = 0;
      while (i + zeros < GROUPS && groups[i + zeros] == 0) {
        zeros++;
      }
      if (zeros > gapLength) {
        gapStart = i;
        gapLength = zeros;
      }
    }
    var text = new StringBuilder("[");
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (text.charAt(text.length() - 1) != ':' && i > 0) {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.append(']').toString();
  }

  private static JidFormatException malformed() {
    return new JidFormatException("the domainpart is a malformed IP literal");
  }
}
