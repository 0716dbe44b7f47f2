package dev.parley.modules.webchat;

import dev.parley.core.MayBlock;
import dev.parley.core.http.HttpStatus;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Answers with the files of a folder: a client that the operator has chosen. */
final class FolderPages implements Handler<RoutingContext> {
  /** What clients in use need; scripts still come from the folder alone, and stand in files. */
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:;"
          + " img-src * data: blob:; media-src * blob:; connect-src 'self' https: wss:;"
          + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  private final Vertx vertx;
  private final Path root;

  FolderPages(Vertx vertx, Path root) {
    this.vertx = vertx;
    this.root = root;
  }

  /**
   * The folder as it is on the disk.
   *
   * @throws IllegalStateException with a sentence for the operator
   */
  @MayBlock // once, before anybody is served
  static Path root(Path folder) {
    try {
      Path root = folder.toRealPath();
      if (!Files.isRegularFile(root.resolve("index.html"))) {
        throw new IllegalStateException(
            "modules.webchat.folder: there is no index.html in " + root + "; put the client there");
      }
      return root;
    } catch (IOException cause) {
      throw new IllegalStateException(
          "modules.webchat.folder: " + folder + " cannot be read: " + cause, cause);
    }
  }

  @Override
  public void handle(RoutingContext asked) {
    HttpServerRequest request = asked.request();
    String name = asked.normalizedPath().substring(WebchatModule.PATH.length());
    vertx
        .executeBlocking(() -> find(name.isEmpty() ? "index.html" : name), false)
        .onSuccess(file -> send(request, file))
        .onFailure(cause -> HttpStatus.send(request, 500));
  }

  /** Empty if there is no such file, or if it is outside of the folder by whatever way. */
  @MayBlock
  private Optional<Path> find(String name) {
    try {
      Path file = root.resolve(name).toRealPath();
      return file.startsWith(root) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException | InvalidPathException absent) {
      return Optional.empty();
    }
  }

  private static void send(HttpServerRequest request, Optional<Path> file) {
    if (file.isEmpty()) {
      HttpStatus.send(request, 404);
      return;
    }
    request
        .response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Cache-Control", "no-cache")
        .sendFile(file.get().toString());
  }
}
