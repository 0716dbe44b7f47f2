package dev.parley.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked from the archive of this machine's kind. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /** The folder with {@code bin}, shared by all test runs; any user may read it. */
  static Path folder() throws IOException {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        machine.equals("aarch64") ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/" + name)) {
      if (archive == null) {
        throw new IllegalStateException("no PostgreSQL for " + machine);
      }
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      Path folder = temporary.resolve("parley-" + name + "-" + archive.available());
      if (!Files.exists(folder)) {
        unpack(archive, folder);
      }
      return folder;
    }
  }

  private static void unpack(InputStream archive, Path folder) throws IOException {
    Path unfinished =
        Files.createTempDirectory(folder.toAbsolutePath().getParent(), "parley-unpack");
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, unfinished.resolve(entry.getName()));
      }
    }
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(unfinished, folder);
    } catch (FileAlreadyExistsException other) {
      Folders.delete(unfinished);
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path to)
      throws IOException {
    Files.createDirectories(entry.isDirectory() ? to : to.resolveSibling(""));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
    } else if (!entry.isDirectory()) {
      Files.copy(tar, to);
      Files.setPosixFilePermissions(
          to,
          PosixFilePermissions.fromString(
              (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
    }
  }
}
