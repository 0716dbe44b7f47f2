package dev.parley.modules.muc;

import dev.parley.modules.muc.rules.AffiliationPrivilege;
import dev.parley.modules.muc.rules.RoomConfig;
import dev.parley.modules.muc.rules.RoomField;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.XmlReader;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vCard of a room, with its avatar (XEP-0486, XEP-0054). */
final class RoomCard {
  static final String NS = "vcard-temp";

  private static final int MAX_CHARS = 160_000;
  private static final int MAX_PHOTOS = 5;

  private final Workshop workshop;
  private final OwnerRequests owners;

  RoomCard(Workshop workshop, OwnerRequests owners) {
    this.workshop = workshop;
    this.owners = owners;
  }

  Future<@Nullable Iq> answer(Room room, Iq iq, Jid asker) {
    Element card = iq.payload();
    if (!room.exists()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND);
    }
    if (card == null || !card.is(NS, "vCard")) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    return iq.type() == Iq.Type.GET ? get(room, iq) : set(room, iq, card, asker);
  }

  private Future<@Nullable Iq> get(Room room, Iq iq) {
    return workshop
        .storage()
        .rooms()
        .card(room.jid())
        .map(found ->
            iq.result(
                found
                    .map(stored -> XmlReader.read(stored, NS))
                    .orElseGet(() -> Element.of(NS, "vCard"))));
  }

  private Future<@Nullable Iq> set(Room room, Iq iq, Element card, Jid asker) {
    if (!AffiliationPrivilege.CONFIGURE.isOf(room.affiliation(asker))) {
      throw new StanzaException(Condition.FORBIDDEN, "only owners set the avatar");
    }
    String xml = card.elements().isEmpty() ? null : card.toString();
    if (xml != null && xml.length() > MAX_CHARS) {
      throw new StanzaException(Condition.POLICY_VIOLATION, "the vCard is too large");
    }
    List<String> hashes = hashes(card);
    RoomConfig config = room.config().with(Map.of(RoomField.AVATARHASH, hashes));
    RoomConfig before = room.config();
    Future<Void> stored =
        workshop
            .storage()
            .rooms()
            .card(room.jid(), xml, RoomRecords.settings(config, room.isLocked()))
            .onSuccess(done -> room.configured(config));
    return room.lane()
        .holding(stored)
        .map(done -> {
          Outcome outcome = new Outcome();
          owners.announce(room, before, outcome);
          outcome.tell(() -> workshop.speaker().send(iq.result()));
          return null;
        });
  }

  /** By which clients know the pictures (XEP-0153 §3.1). */
  private static List<String> hashes(Element card) {
    List<String> hashes = new ArrayList<>();
    for (Element photo : card.elements()) {
      Element value = photo.is(NS, "PHOTO") ? photo.child(NS, "BINVAL") : null;
      if (value != null && hashes.size() < MAX_PHOTOS) {
        hashes.add(hash(value.text()));
      }
    }
    return hashes;
  }

  private static String hash(String base64) {
    try {
      byte[] picture = Base64.getMimeDecoder().decode(base64);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(picture));
    } catch (IllegalArgumentException wrong) {
      throw new StanzaException(Condition.BAD_REQUEST, "the picture is not base64");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
