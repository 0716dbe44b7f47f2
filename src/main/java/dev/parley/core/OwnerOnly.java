package dev.parley.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders that only the user of the server may read. Where the file system has no such
 * permissions (Windows), they are those of the folder around.
 */
@MayBlock
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READ_BY_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private OwnerOnly() {}

  /** Makes a folder, and those around it; one that exists already keeps its permissions. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    var parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(folder, attributes(folder, FOLDER));
  }

  /** Writes a file as a whole: who reads it sees the old content or the new one. */
  public static void write(Path file, byte[] content) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, attributes(file, FILE));
    Files.write(temporary, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(
        temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a new file, to be written; fails if there is anything of that name, also a link. */
  public static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        attributes(file, FILE));
  }

  /** Takes the permissions of others away from a file that exists. */
  public static void protect(Path file) throws IOException {
    if (hasPermissions(file)) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Whether the group or everybody may read the file; false if that cannot be known. */
  public static boolean isReadableByOthers(Path file) throws IOException {
    if (!hasPermissions(file)) {
      return false;
    }
    var permissions = Files.getPosixFilePermissions(file, new LinkOption[0]);
    return READ_BY_OTHERS.stream().anyMatch(permissions::contains);
  }

  private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
    return hasPermissions(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
