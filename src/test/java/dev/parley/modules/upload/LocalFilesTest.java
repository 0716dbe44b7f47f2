package dev.parley.modules.upload;

import static dev.parley.core.storage.Backend.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files on a disk. */
final class LocalFilesTest extends ContentStoreContract {

  @Override
  ContentStore store() {
    return LocalFiles.open(vertx, uploads());
  }

  private Path uploads() {
    return folder.resolve("uploads");
  }

  @Test
  void aFileIsWhereItsIdSays() {
    await(put(ID, 5, "hello"));
    assertThat(uploads().resolve("AB").resolve(ID)).hasContent("hello");
    assertThat(uploads().resolve("incoming")).isEmptyDirectory();
    await(files.delete(ID));
    assertThat(uploads().resolve("AB")).isEmptyDirectory();
  }

  @Test
  void nothingIsLeftOfFilesOfAnotherSize() {
    assertThatThrownBy(() -> await(put(ID, 6, "hello")))
        .hasRootCauseInstanceOf(ContentStore.SizeException.class);
    assertThat(uploads().resolve("incoming")).isEmptyDirectory();
    assertThat(uploads().resolve("AB").resolve(ID)).doesNotExist();
  }

  @Test
  void whatACrashHasLeftIsRemovedAtTheNextStart() throws IOException {
    await(put(ID, 5, "hello"));
    Files.writeString(uploads().resolve("incoming").resolve("rest"), "half");
    files = store();
    assertThat(uploads().resolve("incoming")).isEmptyDirectory();
    assertThat(read(ID, 0, 5)).isEqualTo("hello");
  }

  @Test
  void thereIsRoomForALittleAndNotForAll() {
    assertThat(await(files.hasRoom(Long.MAX_VALUE / 2))).isFalse();
  }
}
