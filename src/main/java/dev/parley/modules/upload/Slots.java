package dev.parley.modules.upload;

import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.core.storage.UploadStore;
import dev.parley.core.storage.UploadStore.Quota;
import dev.parley.core.storage.UploadStore.State;
import dev.parley.core.storage.UploadStore.Upload;
import dev.parley.core.storage.UploadStore.Usage;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Grants slots to the accounts of the service's own domain (XEP-0363 §4 to §6). */
final class Slots {
  private static final Duration UNTIL_DISK_IS_EMPTIED = Duration.ofHours(1);

  private final ModuleContext context;
  private final Addresses addresses;
  private final UploadStore uploads;
  private final ContentStore files;
  private final InstantSource clock;

  Slots(
      ModuleContext context,
      Addresses addresses,
      UploadStore uploads,
      ContentStore files,
      InstantSource clock) {
    this.context = context;
    this.addresses = addresses;
    this.uploads = uploads;
    this.files = files;
    this.clock = clock;
  }

  Future<Iq> grant(IqRequest request) {
    Jid owner = request.asker().bare();
    Jid service = request.iq().to();
    if (service == null
        || owner.local() == null
        || !service.domain().equals(UploadModule.LABEL + "." + owner.domain())) {
      throw new StanzaException(Condition.FORBIDDEN);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    UploadSettings settings = UploadSettings.of(context.settings());
    SlotRequest wanted = SlotRequest.parse(request.payload(), now);
    if (wanted.bytes() > settings.largest(wanted.purpose())) {
      throw SlotRequest.tooLarge(settings.largest(wanted.purpose()));
    }
    String key = Keys.fresh();
    Upload slot = slot(owner, wanted, settings, Keys.hash(key), now);
    Quota quota = settings.quota(wanted.purpose());
    return files
        .hasRoom(wanted.bytes())
        .compose(hasRoom -> hasRoom ? uploads.reserve(slot, quota) : full(now))
        .compose(granted ->
            granted
                ? Future.succeededFuture(request.iq().result(answer(slot, key)))
                : uploads
                    .usage(owner, wanted.purpose(), now)
                    .compose(usage -> Future.failedFuture(refusal(slot, quota, usage))));
  }

  private static Future<Boolean> full(Instant now) {
    return Future.failedFuture(
        SlotRequest.later("The disk is full", now.plus(UNTIL_DISK_IS_EMPTIED)));
  }

  private static Upload slot(
      Jid owner, SlotRequest wanted, UploadSettings settings, byte[] hash, Instant now) {
    Instant kept = now.plus(settings.retention(wanted.purpose()));
    Instant before = wanted.expireBefore();
    if (before != null && before.isBefore(kept)) {
      kept = before.truncatedTo(ChronoUnit.MILLIS);
    }
    Instant end = now.plus(settings.slotTimeout());
    return new Upload(
        Keys.fresh(),
        owner,
        wanted.purpose(),
        wanted.name(),
        wanted.type(),
        wanted.bytes(),
        hash,
        State.SLOT,
        now,
        kept,
        end.isBefore(kept) ? end : kept);
  }

  /** Why a slot was not granted; the first reason that holds. */
  static StanzaException refusal(Upload slot, Quota quota, Usage usage) {
    if (usage.slots() >= quota.slots()) {
      return SlotRequest.later("Use the slots that you have", usage.firstExpiry());
    }
    if (usage.files() >= quota.files() || usage.bytes() + slot.bytes() > quota.bytes()) {
      return SlotRequest.later("Quota reached", usage.firstExpiry());
    }
    if (usage.bytesLastDay() + slot.bytes() > quota.bytesPerDay()) {
      return SlotRequest.later(
          "Quota of a day reached", usage.firstOfDay().plus(Duration.ofDays(1)));
    }
    // There is room: so there is no account, or none that may log in.
    return new StanzaException(Condition.FORBIDDEN);
  }

  private Element answer(Upload slot, String key) {
    String domain = slot.owner().domain();
    return Element.builder(UploadModule.NS, "slot")
        .child(
            Element.builder(UploadModule.NS, "put")
                .attribute("url", addresses.toPut(domain, slot.id(), key, slot.name()))
                .build())
        .child(
            Element.builder(UploadModule.NS, "get")
                .attribute("url", addresses.toGet(domain, slot.id(), slot.name()))
                .build())
        .build();
  }
}
