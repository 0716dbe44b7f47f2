package dev.parley.core.admin;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data folder while this process alone may write it: a server, or a command that works on the
 * database of a stopped one. The lock goes with the process, however it ends.
 */
@MayBlock
public final class DataFolder implements AutoCloseable {
  /**
   * Folders that this process has. The system forgets a process's lock when the process closes the
   * file anywhere, so a second attempt must not open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder; makes it, for its owner alone, if it is not there.
   *
   * @return empty if another process has it
   * @throws IOException if it can be neither made nor written
   */
  public static Optional<DataFolder> lock(Path folder) throws IOException {
    OwnerOnly.createFolder(folder);
    if (!HELD.add(folder.toRealPath())) {
      return Optional.empty();
    }
    var channel =
        FileChannel.open(lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      HELD.remove(folder.toRealPath());
      return Optional.empty();
    }
    var pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return Optional.of(new DataFolder(folder, channel, lock));
  }

  /** What holds the folder, in words: a process by its number if that is known. */
  public static String holder(Path folder) {
    try {
      return "process " + Files.readString(lockFile(folder)).strip();
    } catch (IOException e) {
      return "another process";
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
    HELD.remove(path.toRealPath());
  }

  private static Path lockFile(Path folder) {
    return folder.resolve("parley.lock");
  }
}
