package dev.parley.core.admin;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where the control socket of a data folder is: {@code control.sock} in it. The system takes no
 * path beyond about a hundred bytes; a folder with a longer one holds {@code control.path} instead,
 * which names a socket in the folder for temporary files.
 */
@MayBlock
final class ControlAddress {
  private static final int MOST_BYTES = 100;

  private ControlAddress() {}

  /** Where a server binds; what an earlier one left there is removed. */
  static UnixDomainSocketAddress toBind(Path data) throws IOException {
    var socket = data.resolve("control.sock").toAbsolutePath();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(pointer(data));
    if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      return UnixDomainSocketAddress.of(socket);
    }
    var folder = Files.createTempDirectory("parley");
    var elsewhere = folder.resolve("control.sock");
    OwnerOnly.write(pointer(data), elsewhere.toString().getBytes(StandardCharsets.UTF_8));
    return UnixDomainSocketAddress.of(elsewhere);
  }

  /**
   * Where a client connects.
   *
   * @throws IOException if no server has left an address
   */
  static UnixDomainSocketAddress toConnect(Path data) throws IOException {
    try {
      return UnixDomainSocketAddress.of(Files.readString(pointer(data)));
    } catch (NoSuchFileException e) {
      return UnixDomainSocketAddress.of(data.resolve("control.sock").toAbsolutePath());
    }
  }

  /** Removes what {@link #toBind} made. */
  static void remove(Path data, Path socket) throws IOException {
    Files.deleteIfExists(socket);
    var folder = socket.getParent();
    if (Files.deleteIfExists(pointer(data)) && folder != null) {
      Files.deleteIfExists(folder);
    }
  }

  private static Path pointer(Path data) {
    return data.resolve("control.path");
  }
}
