package dev.parley.core.command;

import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What service discovery tells of commands: to each only of those he may run (XEP-0050 §2.2). */
public final class CommandDisco {
  /** The namespace, which is also the node that lists all commands. */
  public static final String NS = CommandRequest.NS;

  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private CommandDisco() {}

  /** True if the node is that of the list, or of a command. */
  public static boolean covers(String node, List<? extends Command<?>> commands) {
    return node.equals(NS) || find(node, commands) != null;
  }

  /** The commands that a caller may run, each an {@code <item/>} of {@code responder}. */
  public static <C> List<Element> items(
      Jid responder, C caller, List<? extends Command<C>> commands) {
    return commands.stream()
        .filter(command -> command.isOpenTo(caller))
        .map(command ->
            Element.builder(ITEMS, "item")
                .attribute("jid", responder.toString())
                .attribute("node", command.node())
                .attribute("name", command.name())
                .build())
        .toList();
  }

  /**
   * The whole {@code <query/>} of {@code disco#info} for the list or a command.
   *
   * @throws StanzaException if there is none of that node, or the caller may not run it
   */
  public static <C> Element info(String node, C caller, List<? extends Command<C>> commands) {
    Element.Builder query = Element.builder(INFO, "query").attribute("node", node);
    if (node.equals(NS)) {
      return query
          .child(identity("command-list", "Commands"))
          .child(feature(NS))
          .child(feature(INFO))
          .child(feature(ITEMS))
          .build();
    }
    Command<C> command = find(node, commands);
    if (command == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (!command.isOpenTo(caller)) {
      throw forbidden();
    }
    return query
        .child(identity("command-node", command.name()))
        .child(feature(NS))
        .child(feature(DataForm.NAMESPACE))
        .build();
  }

  /** XEP-0050 §4.4 gives it with another type than RFC 6120. */
  static StanzaException forbidden() {
    return new StanzaException(StanzaError.of(StanzaError.Type.CANCEL, Condition.FORBIDDEN));
  }

  static <T extends Command<?>> @Nullable T find(String node, List<T> commands) {
    for (T command : commands) {
      if (command.node().equals(node)) {
        return command;
      }
    }
    return null;
  }

  private static Element identity(String type, String name) {
    return Element.builder(INFO, "identity")
        .attribute("category", "automation")
        .attribute("type", type)
        .attribute("name", name)
        .build();
  }

  private static Element feature(String name) {
    return Element.builder(INFO, "feature").attribute("var", name).build();
  }
}
