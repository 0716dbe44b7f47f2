package dev.parley.core.command;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a command (XEP-0050 §4.1).
 *
 * @param session null to begin one
 * @param form what was filled in; null if there is none
 */
record CommandRequest(
    String node, @Nullable String session, Action action, @Nullable DataForm form) {
  static final String NS = "http://jabber.org/protocol/commands";

  /** RFC 5646 §2.1, without its fine points. */
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}");

  /** What is to be done with the command. */
  enum Action {
    EXECUTE,
    CANCEL,
    PREV,
    NEXT,
    COMPLETE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Action parse(@Nullable String text) {
      if (text == null) {
        return EXECUTE;
      }
      for (Action action : values()) {
        if (action.wireName().equals(text)) {
          return action;
        }
      }
      throw CommandError.MALFORMED_ACTION.toException();
    }
  }

  /**
   * Reads {@code <command/>}.
   *
   * @param lang language of the stanza; null if it has none
   * @throws StanzaException if something is wrong with it
   */
  static CommandRequest parse(Element command, @Nullable String lang) {
    String node = command.attribute("node");
    if (node == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    String own = command.attribute(Namespaces.XML, "lang");
    check(own == null ? lang : own);
    String session = command.attribute("sessionid");
    if (session != null && session.isEmpty()) {
      throw CommandError.BAD_SESSIONID.toException();
    }
    return new CommandRequest(
        node, session, Action.parse(command.attribute("action")), form(command));
  }

  /** Any language gets English, the only one there is; what is no language is refused. */
  private static void check(@Nullable String lang) {
    if (lang != null && !lang.isEmpty() && !LANGUAGE.matcher(lang).matches()) {
      throw CommandError.BAD_LOCALE.toException();
    }
  }

  /** A cancelled form is a submitted one (§3.5.1). */
  private static @Nullable DataForm form(Element command) {
    Element x = command.child(DataForm.NAMESPACE, "x");
    if (x == null) {
      return null;
    }
    DataForm form = DataForm.parse(x);
    if (form == null
        || form.type() != DataForm.Type.SUBMIT && form.type() != DataForm.Type.CANCEL) {
      throw CommandError.BAD_PAYLOAD.toException();
    }
    return form;
  }
}
