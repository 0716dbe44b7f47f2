package dev.parley.core.storage.sql;

import dev.parley.core.MayBlock;
import dev.parley.core.storage.StorageOpenException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** The file of SQLite and the folder around it; nobody but the owner may read them. */
@MayBlock
final class SqliteFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";

  private SqliteFile() {}

  /** Makes the file if it is not there; fails with a sentence if it cannot be written. */
  static void prepare(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
        unpackLibraryTo(folder.resolve(".sqlite"));
      }
      createOrProtect(file);
    } catch (IOException cause) {
      throw new StorageOpenException(
          "The database " + file + " cannot be made: " + reason(cause) + ".", cause);
    }
    if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
      throw new StorageOpenException("The database " + file + " is not a writable file.", null);
    }
    if (folder != null && !Files.isWritable(folder)) {
      throw new StorageOpenException("The folder " + folder + " is not writable.", null);
    }
  }

  private static void createOrProtect(Path file) throws IOException {
    boolean posix = Files.getFileStore(parentOf(file)).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException known) {
      if (posix && Files.isWritable(file) && Files.isRegularFile(file)) {
        // The files beside it take their permissions from this one.
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
    }
  }

  private static Path parentOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  /**
   * Tells the driver to unpack its native library beside the database instead of in a folder that
   * all users share, and removes what a killed process left there.
   */
  private static void unpackLibraryTo(Path folder) throws IOException {
    if (System.getProperty(LIBRARY_FOLDER) != null) {
      return;
    }
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path left : files.toList()) {
        Files.deleteIfExists(left);
      }
    }
    System.setProperty(LIBRARY_FOLDER, folder.toString());
  }

  private static String reason(IOException cause) {
    return cause.getClass().getSimpleName() + " " + cause.getMessage();
  }
}
