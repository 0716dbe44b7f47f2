package dev.parley.core.auth;

import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.core.auth.sasl.SaslException;
import dev.parley.protocol.xml.Element;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself when it logs in (XEP-0388 §2.3). It is for the server and the owner
 * of the account, and nobody else.
 *
 * @param id stable for the installation, a UUID in lower case; null if it gives none
 * @param software a name for people; null if it gives none
 * @param device a name for people; null if it gives none
 */
public record UserAgent(@Nullable String id, @Nullable String software, @Nullable String device) {
  /** Of a client that says nothing. */
  public static final UserAgent UNKNOWN = new UserAgent(null, null, null);

  /** Longest name that is kept, in characters. */
  private static final int MAX_NAME = 100;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /**
   * Reads the {@code <user-agent/>} of an {@code <authenticate/>}.
   *
   * @throws SaslException {@code malformed-request} if its id is no UUID of version 4
   */
  public static UserAgent parse(Element authenticate) {
    Element agent = authenticate.child(Sasl2Elements.NAMESPACE, "user-agent");
    if (agent == null) {
      return UNKNOWN;
    }
    String id = agent.attribute("id");
    if (id != null) {
      id = id.toLowerCase(Locale.ROOT);
      if (!UUID.matcher(id).matches()) {
        throw new SaslException(
            SaslError.MALFORMED_REQUEST, "The id of a user agent is a UUID of version 4");
      }
    }
    return new UserAgent(id, name(agent, "software"), name(agent, "device"));
  }

  private static @Nullable String name(Element agent, String what) {
    Element child = agent.child(Sasl2Elements.NAMESPACE, what);
    String name = child == null ? "" : child.text().strip();
    if (name.codePointCount(0, name.length()) > MAX_NAME) {
      name = name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
    }
    return name.isEmpty() ? null : name;
  }

  /** Without the id. */
  @Override
  public String toString() {
    return "UserAgent[" + software + ", " + device + "]";
  }
}
