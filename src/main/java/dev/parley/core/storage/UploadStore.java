package dev.parley.core.storage;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of uploaded files, and of slots for files to come (XEP-0363). A row is first a
 * slot, is then taken by one upload, and is then a file. All fail with {@link StorageException}.
 */
public interface UploadStore {

  /** What a file is for (XEP-0363 §5), and so how long and from which quota. */
  enum Purpose {
    MESSAGE,
    PROFILE,
    EPHEMERAL
  }

  /** How far an upload is. */
  enum State {
    /** Nothing has come yet. */
    SLOT,
    /** It is being received. */
    RECEIVING,
    /** It can be downloaded. */
    STORED
  }

  /**
   * One slot or file.
   *
   * @param id unguessable
   * @param owner bare JID of who asked for it
   * @param name of the file, for people
   * @param type content type; null if that is left to the uploader
   * @param bytes the exact size
   * @param key SHA-256 of what its uploader has to know
   * @param keptUntil when the file goes once it is stored
   * @param expires when it goes as things stand; from then on it does not exist
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest.isEqual alone
  record Upload(
      String id,
      Jid owner,
      Purpose purpose,
      String name,
      @Nullable String type,
      long bytes,
      byte[] key,
      State state,
      Instant created,
      Instant keptUntil,
      Instant expires) {}

  /**
   * What an account may have.
   *
   * @param files slots and files of the purpose
   * @param bytes of these
   * @param slots those of them that are not stored yet
   * @param bytesPerDay of all purposes
   */
  record Quota(long files, long bytes, long slots, long bytesPerDay) {}

  /**
   * What an account has.
   *
   * @param firstExpiry when the first of them goes; {@link Instant#MAX} if there is none
   * @param bytesLastDay of all purposes
   * @param firstOfDay when the first of those was asked for; {@link Instant#MAX} if there is none
   */
  record Usage(
      long files,
      long bytes,
      long slots,
      Instant firstExpiry,
      long bytesLastDay,
      Instant firstOfDay) {}

  /**
   * Adds a slot, unless its owner would have more than the quota.
   *
   * @return false if so, or if there is no such account or it is disabled
   */
  Future<Boolean> reserve(Upload slot, Quota quota);

  /** What an account has of the quota that a purpose counts for. */
  Future<Usage> usage(Jid owner, Purpose purpose, Instant now);

  /** A slot or file that has not expired and whose account is there. */
  Future<Optional<Upload>> find(String id, Instant now);

  /**
   * Takes a slot for one upload.
   *
   * @param until when the upload must have ended
   * @return false if it is no free slot, or its account is gone or disabled
   */
  Future<Boolean> begin(Upload slot, Instant until, Instant now);

  /** Gives a slot back whose upload has failed; it can be used until {@code until}. */
  Future<Void> abandon(Upload slot, Instant until);

  /**
   * Makes a slot a file, once its bytes are safe.
   *
   * @param type of the content
   * @return false if the slot is gone: then the bytes must be deleted
   */
  Future<Boolean> complete(Upload slot, String type, Instant now);

  /** Ids of what has expired, at most {@code limit}; what has expired first comes first. */
  Future<List<String>> expired(Instant now, int limit);

  /** Forgets what has expired and whose bytes are deleted. */
  Future<Void> remove(List<String> ids);

  /** Gives back the slots whose uploads ended with the last run of this server. */
  Future<Void> recover(Instant until);
}
