package dev.parley.modules.registration;

import dev.parley.core.auth.Password;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import org.jspecify.annotations.Nullable;

/** The fields of a registration (XEP-0077 §3.1). */
record Fields(@Nullable String username, @Nullable String password, boolean remove) {
  static Fields parse(Element query) {
    return new Fields(
        text(query, "username"),
        text(query, "password"),
        query.child(RegistrationModule.NS, "remove") != null);
  }

  private static @Nullable String text(Element query, String name) {
    Element field = query.child(RegistrationModule.NS, name);
    return field == null || field.text().isEmpty() ? null : field.text();
  }

  /** The user name; refuses a registration without one (§3.1). */
  String theUsername() {
    if (username == null) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a user name is needed");
    }
    return username;
  }

  /** The password; refuses a registration without one, or with one that cannot be used (§3.1). */
  Password thePassword() {
    if (password == null) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a password is needed");
    }
    try {
      return Password.of(password);
    } catch (IllegalArgumentException wrong) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, String.valueOf(wrong.getMessage()));
    }
  }

  @Override
  public String toString() {
    return "Fields[" + username + "]";
  }
}
