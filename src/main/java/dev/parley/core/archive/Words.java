package dev.parley.core.archive;

import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words by which a text is found: runs of letters and digits, without case and accents. In
 * scripts that put no space between words, each pair of neighbours is one, and each character.
 */
public final class Words {
  /** Most words of one text; what follows is not found. */
  static final int MOST = 500;

  private static final int LONGEST = 32;
  private static final String EXPLAINED = "urn:xmpp:eme:0";

  private final Set<String> words = new LinkedHashSet<>();
  private final StringBuilder run = new StringBuilder();
  private int before = -1;

  private Words() {}

  /**
   * The words of a message's bodies and subjects; none if the text stands for encrypted content.
   */
  public static List<String> of(Message message) {
    if (message.child(EXPLAINED, "encryption") != null) {
      return List.of();
    }
    Words words = new Words();
    for (Element child : message.children()) {
      if (child.is(Namespaces.CLIENT, "body") || child.is(Namespaces.CLIENT, "subject")) {
        words.add(child.text());
      }
    }
    return List.copyOf(words.words);
  }

  /**
   * What to look for so that a text is found, the most telling first.
   *
   * @param most how many at most
   */
  static List<String> wanted(String text, int most) {
    Words all = new Words();
    all.add(text);
    List<String> wanted = new ArrayList<>(all.words);
    // A pair says more than each of its two.
    wanted.removeIf(word ->
        isUnspaced(word.codePointAt(0))
            && word.codePointCount(0, word.length()) == 1
            && wanted.stream().anyMatch(other -> !other.equals(word) && other.contains(word)));
    wanted.sort((one, other) -> other.length() - one.length());
    return wanted.size() > most ? List.copyOf(wanted.subList(0, most)) : List.copyOf(wanted);
  }

  private void add(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    for (int i = 0; i < plain.length() && words.size() < MOST; ) {
      int character = plain.codePointAt(i);
      i += Character.charCount(character);
      if (Character.getType(character) == Character.NON_SPACING_MARK) {
        continue;
      }
      if (!isPartOfWord(character)) {
        end();
      } else if (isUnspaced(character)) {
        unspaced(character);
      } else {
        before = -1;
        run.appendCodePoint(character);
      }
    }
    end();
  }

  private void unspaced(int character) {
    int neighbour = before;
    end();
    words.add(Character.toString(character));
    if (neighbour >= 0) {
      words.add(Character.toString(neighbour) + Character.toString(character));
    }
    before = character;
  }

  private void end() {
    if (run.length() > 0) {
      words.add(
          run.length() <= LONGEST
              ? run.toString()
              : run.substring(
                  0, LONGEST - (Character.isHighSurrogate(run.charAt(LONGEST - 1)) ? 1 : 0)));
      run.setLength(0);
    }
    before = -1;
  }

  private static boolean isPartOfWord(int character) {
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isUnspaced(int character) {
    if (character < 0xe00) {
      return false;
    }
    return switch (UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
