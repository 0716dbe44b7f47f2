package dev.parley.modules.muc;

import dev.parley.core.bus.Origin;
import dev.parley.core.home.Lane;
import dev.parley.core.module.Failures;
import dev.parley.modules.muc.rules.MentionRules;
import dev.parley.modules.muc.rules.ReactionRules;
import dev.parley.modules.muc.rules.Remembrance;
import dev.parley.modules.muc.rules.RolePrivilege;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Message;
import dev.parley.protocol.stanza.StanzaError;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to all occupants (XEP-0045 §7.4), or the change of the subject (§8.1). It begins to
 * be recorded as soon as those before it are on their way, and all hear it, in the order of the
 * archive, when that is committed; only then is it acknowledged.
 */
final class Speech implements Lane.Pipelined {
  private final Workshop workshop;
  private final Archives archives;
  private final Room room;
  private final Message sent;
  private final @Nullable Origin origin;
  private @Nullable Message said;
  private @Nullable Message subject;
  private long row;

  Speech(Workshop workshop, Archives archives, Room room, Message sent, @Nullable Origin origin) {
    this.workshop = workshop;
    this.archives = archives;
    this.room = room;
    this.sent = sent;
    this.origin = origin;
  }

  @Override
  public @Nullable Future<?> begin() {
    Throwable failure = room.failure();
    if (failure != null) {
      refuse(Failures.toError(failure, sent));
      return null;
    }
    Jid from = sent.from();
    Occupant speaker = from == null ? null : room.occupantOf(from);
    Seat seat = speaker == null || from == null ? null : speaker.seat(from);
    if (speaker == null || seat == null) {
      refuse(
          room.exists() && !room.isLocked()
              ? Muc.error(room.jid(), StanzaError.Type.MODIFY, Condition.NOT_ACCEPTABLE)
              : Muc.error(room.jid(), StanzaError.Type.CANCEL, Condition.ITEM_NOT_FOUND));
      return null;
    }
    StanzaError refusal = refusal(speaker, seat);
    if (refusal != null) {
      refuse(refusal);
      return null;
    }
    Message clean = cleaned(speaker);
    Future<?> kept = keep(speaker, seat, clean);
    if (Remembrance.isSubject(sent)) {
      Message set = Archives.with(clean, Archives.delay(room.jid(), workshop.clock().instant()));
      subject = set;
      Future<Void> stored = workshop.storage().rooms().subject(room.jid(), RoomRecords.toXml(set));
      return kept == null ? stored : Future.all(kept, stored);
    }
    return kept;
  }

  /** Why an occupant may not say this; null if nothing is against it. */
  private @Nullable StanzaError refusal(Occupant speaker, Seat seat) {
    if (!seat.messages().take(workshop.nanos().getAsLong())) {
      return Muc.error(room.jid(), StanzaError.Type.WAIT, Condition.POLICY_VIOLATION);
    }
    if (!RolePrivilege.SPEAK.isOf(speaker.role(), room.config())) {
      return Muc.error(room.jid(), StanzaError.Type.AUTH, Condition.FORBIDDEN)
          .withText("In this room visitors cannot speak. You can ask a moderator for voice.");
    }
    Optional<String> reactions = ReactionRules.refusal(room.config(), sent);
    if (reactions.isPresent()) {
      return Muc.error(room.jid(), StanzaError.Type.MODIFY, Condition.NOT_ACCEPTABLE)
          .withText(reactions.get());
    }
    if (!Remembrance.isSubject(sent)) {
      return room.slowMode().refusal(room, speaker.bare(), sent, workshop.nanos().getAsLong());
    }
    if (!RolePrivilege.CHANGE_SUBJECT.isOf(speaker.role(), room.config())) {
      return Muc.error(room.jid(), StanzaError.Type.AUTH, Condition.FORBIDDEN);
    }
    Element words = sent.child(Namespaces.CLIENT, "subject");
    boolean tooLong =
        words != null && words.text().length() > workshop.settings().get().subjectChars();
    return tooLong
        ? Muc.error(room.jid(), StanzaError.Type.MODIFY, Condition.POLICY_VIOLATION)
        : null;
  }

  /** The message in the name of the occupant, without what only a room may add. */
  private Message cleaned(Occupant speaker) {
    List<Element> children = Muc.passed(room, speaker.bare(), sent.children());
    children.add(speaker.id());
    String id = sent.id();
    return sent.withAddresses(speaker.jid(), room.jid())
        .withTo(null)
        .withId(id == null || id.isEmpty() ? UUID.randomUUID().toString() : id)
        .withChildren(MentionRules.permitted(room.config(), speaker.role(), children));
  }

  private @Nullable Future<?> keep(Occupant speaker, Seat seat, Message clean) {
    if (!room.config().is(RoomField.ENABLEARCHIVING) || !Remembrance.isKept(clean)) {
      said = clean;
      return null;
    }
    Archives.Recorded recorded = archives.record(room, speaker, seat, clean);
    said = recorded.message();
    row = recorded.id();
    return recorded.committed();
  }

  @Override
  public void finish(@Nullable Throwable cause) {
    Message words = said;
    if (words == null) {
      return;
    }
    if (cause != null) {
      refuse(Failures.toError(cause, sent));
      return;
    }
    if (subject != null) {
      room.subject(subject);
    }
    if (row != 0) {
      archives.remember(room, row, words);
      Absentees.tell(room, workshop.router().bus(), words);
    }
    if (words.body() != null && words.child("urn:xmpp:message-correct:0", "replace") == null) {
      room.activity().said(workshop.nanos().getAsLong());
    }
    workshop.speaker().say(room.everybody(), words);
    workshop.router().safe(origin);
  }

  private void refuse(StanzaError error) {
    workshop.speaker().refuse(sent, error);
    workshop.router().safe(origin);
  }
}
