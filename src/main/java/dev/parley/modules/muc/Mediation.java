package dev.parley.modules.muc;

import dev.parley.core.bus.Origin;
import dev.parley.core.module.Failures;
import dev.parley.modules.muc.Affiliations.Deed;
import dev.parley.modules.muc.rules.Affiliation;
import dev.parley.modules.muc.rules.Role;
import dev.parley.modules.muc.rules.RolePrivilege;
import dev.parley.modules.muc.rules.RoleRules;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.modules.muc.rules.VoiceRequest;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What people want a room to pass on: invitations and their refusals (XEP-0045 §7.8.2), and the
 * wish for voice (§7.13, §8.6). They are messages to the room itself.
 */
final class Mediation {
  private static final int MAX_INVITATIONS = 50;

  private final Workshop workshop;
  private final Affiliations affiliations;
  private final Invited invited;
  private final Budgets refusals;

  Mediation(Workshop workshop, Affiliations affiliations) {
    this.workshop = workshop;
    this.affiliations = affiliations;
    this.invited = new Invited(workshop.speaker());
    this.refusals =
        new Budgets(() -> {
          int count = workshop.settings().get().entriesPerMinute();
          return Budget.of(count, 1, TimeUnit.MINUTES, count, workshop.nanos().getAsLong());
        });
  }

  /** Takes a message, of whatever type but groupchat, to a room that may not exist. */
  void accept(Room room, Message message, Jid from, @Nullable Origin origin) {
    if (message.isError()) {
      invited.bounced(message, room.jid(), from);
      workshop.router().safe(origin);
      return;
    }
    Future<?> done;
    try {
      done = take(room, message, from);
    } catch (StanzaException refused) {
      done = Future.failedFuture(refused);
    }
    done.onFailure(cause -> workshop.speaker().refuse(message, error(room, cause, message)))
        .onComplete(ended -> workshop.router().safe(origin));
  }

  private static StanzaError error(Room room, Throwable cause, Message message) {
    return Failures.toError(cause, message).withBy(room.jid());
  }

  private Future<?> take(Room room, Message message, Jid from) {
    if (!room.exists() || room.isLocked() && room.occupantOf(from) == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    Element x = message.child(Muc.USER, "x");
    Element decline = x == null ? null : x.child(Muc.USER, "decline");
    if (decline != null) {
      decline(room, message, decline, from);
      return Future.succeededFuture();
    }
    Occupant sender = room.occupantOf(from);
    if (sender == null) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE);
    }
    Element form = message.child(DataForm.NAMESPACE, "x");
    DataForm filled = form == null ? null : DataForm.parse(form);
    VoiceRequest voice = filled == null ? null : VoiceRequest.parse(filled);
    if (voice != null) {
      pay(sender, from, 1);
      voice(room, sender, voice);
      return Future.succeededFuture();
    }
    List<Element> invites =
        x == null
            ? List.of()
            : x.elements().stream().filter(child -> child.is(Muc.USER, "invite")).toList();
    if (invites.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    pay(sender, from, invites.size());
    return invite(room, sender, message, invites);
  }

  /** Counts what a session has the room send; throws if it is too much. */
  private void pay(Occupant sender, Jid from, int messages) {
    Seat seat = sender.seat(from);
    long now = workshop.nanos().getAsLong();
    for (int i = 0; i < messages; i++) {
      if (seat == null || !seat.messages().take(now)) {
        throw tooOften();
      }
    }
  }

  private static StanzaException tooOften() {
    return new StanzaException(StanzaError.of(StanzaError.Type.WAIT, Condition.POLICY_VIOLATION));
  }

  private Future<?> invite(Room room, Occupant inviter, Message asked, List<Element> invites) {
    Affiliation own = room.affiliation(inviter.bare());
    if (!mayInvite(room, inviter, own)) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    if (invites.size() > MAX_INVITATIONS) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "at most " + MAX_INVITATIONS + " invitations at a time");
    }
    List<Invitation> invitations = new ArrayList<>();
    invites.forEach(invite -> invitations.add(Invitation.parse(invite)));
    Map<Jid, Standing> members = members(room, invitations);
    if (members.isEmpty()) {
      send(room, inviter, asked, invitations);
      return Future.succeededFuture();
    }
    return affiliations
        .change(room, new Deed(inviter.bare(), inviter.nick(), members, null), false)
        .onSuccess(outcome -> outcome.tell(() -> send(room, inviter, asked, invitations)));
  }

  /** Into a room for members only, admins invite, and members where the room lets them (§9.5). */
  private static boolean mayInvite(Room room, Occupant inviter, Affiliation own) {
    if (!room.config().isMembersOnly()) {
      return RolePrivilege.INVITE.isOf(inviter.role(), room.config());
    }
    boolean members = room.config().is(RoomField.ALLOWINVITES);
    return own.isAtLeast(members ? Affiliation.MEMBER : Affiliation.ADMIN);
  }

  /** Who is invited to a room for members only becomes one (§7.8.2). */
  private static Map<Jid, Standing> members(Room room, List<Invitation> invitations) {
    Map<Jid, Standing> members = new LinkedHashMap<>();
    for (Invitation invitation : invitations) {
      Affiliation known = room.affiliation(invitation.invitee());
      if (known == Affiliation.OUTCAST) {
        throw new StanzaException(Condition.NOT_ALLOWED, "who is banned cannot be invited");
      }
      if (room.config().isMembersOnly() && known == Affiliation.NONE) {
        members.put(
            invitation.invitee().bare(),
            Standing.wanted(Affiliation.MEMBER, null, invitation.reason()));
      }
    }
    return members;
  }

  private void send(Room room, Occupant inviter, Message asked, List<Invitation> invitations) {
    invitations.forEach(
        invitation -> invited.send(invitation.toMessage(room, inviter.bare()), asked));
  }

  /**
   * Only to those who are there, so that nobody has the room write to others; and whoever is not
   * there learns nothing of who is.
   */
  private void decline(Room room, Message message, Element decline, Jid from) {
    Jid to = Invitation.address(decline);
    Affiliation own = room.affiliation(from);
    boolean invited = own.isAtLeast(Affiliation.MEMBER);
    if (own == Affiliation.OUTCAST || room.config().isMembersOnly() && !invited) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    if (!refusals.take(from.bare(), workshop.nanos().getAsLong())) {
      throw tooOften();
    }
    Occupant inviter = null;
    for (Occupant occupant : room.occupants()) {
      if (occupant.jid().equals(to) || occupant.bare().equals(to.bare())) {
        inviter = occupant;
      }
    }
    if (inviter == null) {
      return;
    }
    String reason = Invitation.reason(decline);
    Element.Builder words =
        Element.builder(Muc.USER, "decline").attribute("from", from.bare().toString());
    if (reason != null) {
      words.child(Element.builder(Muc.USER, "reason").text(reason).build());
    }
    Element x = Element.builder(Muc.USER, "x").child(words.build()).build();
    Message refusal =
        Message.of(Message.Type.NORMAL, null, List.of(x)).withFrom(room.jid()).withId(message.id());
    workshop.speaker().say(inviter.addresses(), refusal);
  }

  private void voice(Room room, Occupant sender, VoiceRequest request) {
    if (sender.role() == Role.MODERATOR && request.nick() != null) {
      grant(room, sender, request, request.nick());
    } else if (sender.role() == Role.VISITOR) {
      Message form =
          Message.of(
                  Message.Type.NORMAL,
                  null,
                  List.of(VoiceRequest.toApprove(sender.shown().full(), sender.nick()).toElement()))
              .withFrom(room.jid())
              .withId(UUID.randomUUID().toString());
      room.occupants().stream()
          .filter(occupant -> occupant.role() == Role.MODERATOR)
          .forEach(moderator -> workshop.speaker().say(moderator.addresses(), form));
    } else if (request.nick() != null) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
  }

  private void grant(Room room, Occupant moderator, VoiceRequest request, String nick) {
    Occupant visitor = room.occupant(nick);
    if (visitor == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (request.allowed() && visitor.role() == Role.VISITOR) {
      Condition refusal =
          RoleRules.refusal(
              new RoleRules.Standing(room.affiliation(moderator.bare()), moderator.role()),
              new RoleRules.Standing(room.affiliation(visitor.bare()), visitor.role()),
              request.role());
      if (refusal != null) {
        throw new StanzaException(refusal);
      }
      Outcome outcome = new Outcome();
      affiliations.role(
          room, visitor, request.role(), News.HERE.by(moderator.nick(), null), outcome);
      outcome.tell(() -> {});
    }
  }
}
