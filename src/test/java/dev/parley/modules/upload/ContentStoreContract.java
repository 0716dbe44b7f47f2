package dev.parley.modules.upload;

import static dev.parley.core.storage.Backend.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.config.StorageConfig;
import dev.parley.core.storage.Account;
import dev.parley.core.storage.Storage;
import dev.parley.core.storage.UploadStore.Purpose;
import dev.parley.core.storage.UploadStore.Quota;
import dev.parley.core.storage.UploadStore.State;
import dev.parley.core.storage.UploadStore.Upload;
import dev.parley.protocol.jid.Jid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds wherever files are kept. */
abstract class ContentStoreContract {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final String ID = "ABCDEFGHIJKLMNOPQRSTUVWX";

  @TempDir Path folder;
  Vertx vertx;
  ContentStore files;

  /** Makes an empty store. */
  abstract ContentStore store();

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    files = store();
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void filesAreReadInParts() throws IOException {
    await(put(ID, 5, "hello"));
    assertThat(read(ID, 0, 5)).isEqualTo("hello");
    assertThat(read(ID, 1, 3)).isEqualTo("ell");
    assertThat(read(ID, 4, 1)).isEqualTo("o");
  }

  @Test
  void largeFilesComeBackAsTheyWere() throws IOException {
    var content = new byte[3_000_001];
    new Random(7).nextBytes(content);
    await(put(ID, content.length, Buffer.buffer(content)));
    read(ID, 0, content.length);
    assertThat(folder.resolve("target")).hasBinaryContent(content);
  }

  @Test
  void filesOfAnotherSizeAreNotKept() {
    assertThatThrownBy(() -> await(put(ID, 6, "hello")))
        .hasRootCauseInstanceOf(ContentStore.SizeException.class);
    assertThatThrownBy(() -> read(ID, 0, 5)).hasRootCauseInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> await(put(ID, 4, "hello")))
        .hasRootCauseInstanceOf(ContentStore.SizeException.class);
    assertThatThrownBy(() -> read(ID, 0, 4)).hasRootCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aSecondAttemptReplacesTheFirst() throws IOException {
    await(put(ID, 5, "hello"));
    await(put(ID, 6, "world!"));
    assertThat(read(ID, 0, 6)).isEqualTo("world!");
  }

  @Test
  void deletedFilesAreGone() {
    await(put(ID, 5, "hello"));
    await(files.delete(ID));
    await(files.delete(ID));
    assertThatThrownBy(() -> read(ID, 0, 5)).hasRootCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void expiredFilesAndThoseOfDeletedAccountsAreTidiedUp() {
    var storage = await(Storage.open(vertx, StorageConfig.DEFAULT, folder));
    var juliet = Jid.parse("juliet@example.org");
    var romeo = Jid.parse("romeo@example.org");
    var ids = List.of("AA" + ID, "AB" + ID, "AC" + ID);
    await(storage.accounts().create(new Account(juliet, true, NOW, List.of())));
    await(storage.accounts().create(new Account(romeo, true, NOW, List.of())));
    keep(storage, upload(ids.get(0), juliet, NOW.plusSeconds(10)));
    keep(storage, upload(ids.get(1), juliet, NOW.plusSeconds(1_000)));
    keep(storage, upload(ids.get(2), romeo, NOW.plusSeconds(1_000)));

    await(new Janitor(vertx, storage.uploads(), files, () -> NOW.plusSeconds(10)).sweep());
    assertThat(existing(ids)).containsExactly(ids.get(1), ids.get(2));

    await(storage.accounts().delete(juliet));
    await(new Janitor(vertx, storage.uploads(), files, () -> NOW.plusSeconds(10)).sweep());
    assertThat(existing(ids)).containsExactly(ids.get(2));
    assertThat(await(storage.uploads().expired(NOW.plusSeconds(10), 10))).isEmpty();
    await(storage.close());
  }

  private void keep(Storage storage, Upload upload) {
    assertThat(await(storage.uploads().reserve(upload, new Quota(9, 99, 9, 99)))).isTrue();
    assertThat(await(storage.uploads().begin(upload, NOW.plusSeconds(5), NOW))).isTrue();
    await(put(upload.id(), 5, "hello"));
    assertThat(await(storage.uploads().complete(upload, "x/y", NOW))).isTrue();
  }

  private List<String> existing(List<String> ids) {
    return ids.stream().filter(this::exists).toList();
  }

  private boolean exists(String id) {
    try {
      return read(id, 0, 5).equals("hello");
    } catch (IOException | AssertionError gone) {
      return false;
    }
  }

  private static Upload upload(String id, Jid owner, Instant until) {
    return new Upload(
        id,
        owner,
        Purpose.MESSAGE,
        "a",
        null,
        5,
        new byte[1],
        State.SLOT,
        NOW,
        until,
        NOW.plusSeconds(5));
  }

  Future<Void> put(String id, long bytes, String content) {
    return put(id, bytes, Buffer.buffer(content));
  }

  private Future<Void> put(String id, long bytes, Buffer content) {
    var source = folder.resolve("source");
    return vertx
        .fileSystem()
        .writeFile(source.toString(), content)
        .compose(written -> vertx.fileSystem().open(source.toString(), new OpenOptions()))
        .compose(file -> files.put(id, bytes, file.pause()).eventually(file::close));
  }

  String read(String id, long from, long length) throws IOException {
    var target = folder.resolve("target");
    Files.deleteIfExists(target);
    await(
        vertx
            .fileSystem()
            .open(target.toString(), new OpenOptions())
            .compose(file -> files.send(id, from, length, file)));
    return Files.readString(target, ISO_8859_1);
  }
}
