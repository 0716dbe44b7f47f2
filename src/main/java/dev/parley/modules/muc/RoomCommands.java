package dev.parley.modules.muc;

import dev.parley.core.command.Command;
import dev.parley.core.command.CommandDisco;
import dev.parley.core.command.CommandSessions;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the commands of rooms (XEP-0050), those of one home. */
final class RoomCommands {
  private final CommandSessions<RoomCaller> sessions = new CommandSessions<>(System::nanoTime);
  private final List<Command<RoomCaller>> commands;

  RoomCommands(List<Command<RoomCaller>> commands) {
    this.commands = List.copyOf(commands);
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element payload = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (payload == null || iq.type() != Iq.Type.SET || !payload.name().equals("command")) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return sessions.handle(iq, new RoomCaller(room, asker), commands).map(result -> result);
  }

  /** True if service discovery finds a command, or their list, at a node. */
  boolean covers(String node) {
    return CommandDisco.covers(node, commands);
  }

  Element info(Room room, Jid asker, String node) {
    return CommandDisco.info(node, new RoomCaller(room, asker), commands);
  }

  List<Element> items(Room room, Jid asker) {
    return CommandDisco.items(room.jid(), new RoomCaller(room, asker), commands);
  }
}
