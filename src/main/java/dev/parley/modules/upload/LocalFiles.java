package dev.parley.modules.upload;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files in a folder of this machine: {@code incoming/ID} while they are received, {@code XX/ID}
 * when they are complete, XX being the first two characters of the id. Folder and files can be read
 * by nobody else.
 */
final class LocalFiles implements ContentStore {
  private static final int CHUNK = 65_536;

  /** A twentieth of the disk is for others: the database, the log. */
  private static final int SHARE_FOR_OTHERS = 20;

  private final Vertx vertx;
  private final Path folder;
  private final Path incoming;

  private LocalFiles(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.folder = folder;
    this.incoming = folder.resolve("incoming");
  }

  /**
   * Makes the folders, and removes what uploads have left that the end of the last run has ended.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  @MayBlock // once, before anybody is served
  static LocalFiles open(Vertx vertx, Path folder) {
    LocalFiles files = new LocalFiles(vertx, folder);
    try {
      files.clean();
      return files;
    } catch (IOException cause) {
      throw new IllegalStateException(
          "The folder of uploads (modules.upload.folder) cannot be used: " + cause, cause);
    }
  }

  @MayBlock
  private void clean() throws IOException {
    OwnerOnly.createFolder(folder);
    OwnerOnly.createFolder(incoming);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
      for (Path part : left) {
        Files.delete(part);
      }
    }
  }

  @Override
  public Future<Void> put(String id, long bytes, ReadStream<Buffer> content) {
    Path part = incoming.resolve(id);
    OpenOptions options =
        new OpenOptions().setRead(false).setTruncateExisting(true).setPerms("rw-------");
    return vertx
        .fileSystem()
        .open(part.toString(), options)
        .compose(file -> receive(content, file, bytes))
        .compose(received -> blocking(() -> publish(id)))
        .recover(
            cause -> blocking(() -> discard(part)).transform(gone -> Future.failedFuture(cause)));
  }

  private static Future<Void> receive(ReadStream<Buffer> content, AsyncFile file, long bytes) {
    return Gauge.copy(content, file, bytes)
        .compose(
            copied -> file.close(),
            cause -> file.close().transform(closed -> Future.failedFuture(cause)));
  }

  @Override
  public Future<Void> send(String id, long from, long length, WriteStream<Buffer> to) {
    OpenOptions options = new OpenOptions().setWrite(false).setCreate(false);
    return vertx
        .fileSystem()
        .open(complete(id).toString(), options)
        .compose(file ->
            file.setReadBufferSize(CHUNK)
                .setReadPos(from)
                .setReadLength(length)
                .pipe()
                .endOnFailure(false)
                .to(to)
                .eventually(file::close));
  }

  @Override
  public Future<Void> delete(String id) {
    return blocking(() -> {
      discard(complete(id));
      discard(incoming.resolve(id));
    });
  }

  @Override
  public Future<Boolean> hasRoom(long bytes) {
    return vertx.executeBlocking(() -> leavesEnough(bytes), false).map(Boolean.TRUE::equals);
  }

  @MayBlock
  private boolean leavesEnough(long bytes) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    return disk.getUsableSpace() - bytes > disk.getTotalSpace() / SHARE_FOR_OTHERS;
  }

  private Path complete(String id) {
    return shelf(id).resolve(id);
  }

  private Path shelf(String id) {
    return folder.resolve(id.substring(0, 2));
  }

  /** First the bytes, then the name, then the folder that has the name: each safe on its own. */
  @MayBlock
  private void publish(String id) throws IOException {
    Path part = incoming.resolve(id);
    Path shelf = shelf(id);
    if (!Files.isDirectory(shelf)) {
      make(shelf);
    }
    try (FileChannel bytes = FileChannel.open(part, StandardOpenOption.WRITE)) {
      bytes.force(true);
    }
    Files.move(part, complete(id), StandardCopyOption.ATOMIC_MOVE);
    sync(shelf);
  }

  @MayBlock
  private void make(Path shelf) throws IOException {
    try {
      OwnerOnly.createFolder(shelf);
    } catch (FileAlreadyExistsException made) {
      // By another upload, at the same time.
    }
    sync(folder);
  }

  @MayBlock
  private static void sync(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  @MayBlock
  private static void discard(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private Future<Void> blocking(Step step) {
    return vertx
        .executeBlocking(
            () -> {
              step.run();
              return true;
            },
            false)
        .mapEmpty();
  }

  /** Something that waits for the disk. */
  private interface Step {
    void run() throws IOException;
  }
}
