package dev.parley.protocol.xml;

import dev.parley.protocol.stream.StreamError.Condition;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of the XML declaration (RFC 6120 §11.5, §11.6; XML 1.0 §2.8). */
final class XmlDeclaration {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "<\\?xml\\s+version\\s*=\\s*(?:'1\\.0'|\"1\\.0\")"
              + "(?:\\s+encoding\\s*=\\s*(?:'([A-Za-z][\\w.-]*)'|\"([A-Za-z][\\w.-]*)\"))?"
              + "(?:\\s+standalone\\s*=\\s*(?:'(?:yes|no)'|\"(?:yes|no)\"))?\\s*\\?>");

  private XmlDeclaration() {}

  /** What is wrong with a declaration, null if nothing is. */
  static @Nullable Condition check(String declaration) {
    var matcher = SYNTAX.matcher(declaration);
    if (!matcher.matches()) {
      return declaration.matches("<\\?xml[\\s?].*")
          ? Condition.NOT_WELL_FORMED
          : Condition.RESTRICTED_XML;
    }
    var encoding = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return encoding == null || encoding.equalsIgnoreCase("UTF-8")
        ? null
        : Condition.UNSUPPORTED_ENCODING;
  }
}
