package dev.parley.core.auth.sasl;

import org.jspecify.annotations.Nullable;

/**
 * The first message of SCRAM, from the client (RFC 5802 §7, {@code client-first-message}).
 *
 * @param header the GS2 header as sent, with its last comma
 * @param binding what the client says about channel binding
 * @param bindingType the type it uses; null unless {@code binding} is {@code USED}
 * @param authzid the address it asks to act for; empty for none
 * @param bare the message after the header, as sent
 * @param name the user name, decoded
 * @param nonce the client's part of the nonce
 */
record ClientFirst(
    String header,
    Binding binding,
    @Nullable String bindingType,
    String authzid,
    String bare,
    String name,
    String nonce) {
  private static final int MAX_NONCE = 512;

  /** The flag of the GS2 header. */
  enum Binding {
    /** {@code n}: the client cannot. */
    UNABLE,
    /** {@code y}: the client can, but thinks that the server cannot. */
    NOT_OFFERED,
    /** {@code p=type}: the client does. */
    USED
  }

  /**
   * Reads the message.
   *
   * @throws SaslException {@code malformed-request}
   */
  static ClientFirst parse(String message) {
    int flagEnd = message.indexOf(',');
    int headerEnd = message.indexOf(',', flagEnd + 1);
    if (flagEnd < 0 || headerEnd < 0) {
      throw SaslException.malformed("No GS2 header");
    }
    String flag = message.substring(0, flagEnd);
    Binding binding = binding(flag);
    String authzid = authzid(message.substring(flagEnd + 1, headerEnd));
    String bare = message.substring(headerEnd + 1);
    ScramAttributes attributes = new ScramAttributes(bare);
    // A mandatory extension ("m=") would come first; none is known (RFC 5802 §5.1).
    String name = name(attributes.next('n'));
    String nonce = attributes.next('r');
    if (nonce.length() > MAX_NONCE) {
      throw SaslException.malformed("The nonce is too long");
    }
    attributes.skipExtensions();
    return new ClientFirst(
        message.substring(0, headerEnd + 1),
        binding,
        binding == Binding.USED ? flag.substring(2) : null,
        authzid,
        bare,
        name,
        ScramAttributes.printable(nonce));
  }

  private static Binding binding(String flag) {
    if (flag.equals("n")) {
      return Binding.UNABLE;
    }
    if (flag.equals("y")) {
      return Binding.NOT_OFFERED;
    }
    if (!flag.startsWith("p=") || !isBindingType(flag.substring(2))) {
      throw SaslException.malformed("Bad GS2 header");
    }
    return Binding.USED;
  }

  private static boolean isBindingType(String type) {
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letterOrDigit && c != '.' && c != '-') {
        return false;
      }
    }
    return !type.isEmpty();
  }

  private static String authzid(String field) {
    if (field.isEmpty()) {
      return "";
    }
    if (!field.startsWith("a=")) {
      throw SaslException.malformed("Bad GS2 header");
    }
    return name(field.substring(2));
  }

  /** Undoes the escaping of a {@code saslname}. */
  private static String name(String escaped) {
    if (escaped.isEmpty() || escaped.indexOf('\0') >= 0) {
      throw SaslException.malformed("Bad name");
    }
    StringBuilder name = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '=') {
        name.append(c);
      } else if (escaped.startsWith("=2C", i)) {
        name.append(',');
        i += 2;
      } else if (escaped.startsWith("=3D", i)) {
        name.append('=');
        i += 2;
      } else {
        throw SaslException.malformed("Bad escape in a name");
      }
    }
    return name.toString();
  }
}
