package dev.parley.core.admin;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands from this machine's owner of the data folder: one JSON object a line, one line in
 * answer.
 *
 * <p>{@code {"version":1,"command":"user add","arguments":{…}}} gives {@code
 * {"version":1,"result":{…}}} or {@code {"version":1,"error":"a sentence"}}. It has threads of its
 * own, so that it answers while event loops are busy.
 */
@MayBlock
public final class ControlSocket implements AutoCloseable {
  static final int VERSION = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final int MOST_CONNECTIONS = 32;
  private static final int MOST_CHARACTERS = 65_536;
  private static final long TIMEOUT_SECONDS = 60;

  private final Path data;
  private final Path socket;
  private final ServerSocketChannel channel;
  private final AdminCommands commands;
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

  private ControlSocket(
      Path data, Path socket, ServerSocketChannel channel, AdminCommands commands) {
    this.data = data;
    this.socket = socket;
    this.channel = channel;
    this.commands = commands;
  }

  /** Opens the socket in a folder that this process has locked. */
  public static ControlSocket open(DataFolder folder, AdminCommands commands) throws IOException {
    var address = ControlAddress.toBind(folder.path());
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(address);
    OwnerOnly.protect(address.getPath());
    var control = new ControlSocket(folder.path(), address.getPath(), channel, commands);
    control.thread("parley-control", control::accept);
    return control;
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        connections.acquire();
        var connection = channel.accept();
        thread("parley-control-connection", () -> serve(connection));
      } catch (IOException e) {
        connections.release();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      var reader = new BufferedReader(Channels.newReader(connection, StandardCharsets.UTF_8));
      for (var line = line(reader); !line.isEmpty(); line = line(reader)) {
        var answer = answer(line).put("version", VERSION).encode() + "\n";
        var bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          connection.write(bytes);
        }
      }
    } catch (IOException e) {
      LOG.debug("control connection ended: {}", e.getMessage());
    } finally {
      connections.release();
    }
  }

  /** A line without its end; empty at the end of input, and for a line that is too long. */
  private static String line(BufferedReader reader) throws IOException {
    var line = new StringBuilder();
    for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() == MOST_CHARACTERS) {
        return "";
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private JsonObject answer(String line) {
    try {
      var request = new JsonObject(line);
      if (request.getInteger("version", 0) != VERSION) {
        return error("This server speaks version " + VERSION + " of the control protocol");
      }
      var arguments = request.getJsonObject("arguments", new JsonObject());
      return new JsonObject().put("result", run(request.getString("command", ""), arguments));
    } catch (DecodeException | ClassCastException e) {
      return error("That is no request");
    } catch (AdminException e) {
      return error(e.reason());
    }
  }

  private JsonObject run(String command, JsonObject arguments) {
    LOG.debug("command {}", command);
    try {
      return commands
          .run(command, arguments)
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw refusal(command, e.getCause());
    } catch (TimeoutException e) {
      throw new AdminException("The server did not finish this within " + TIMEOUT_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdminException("The server is stopping");
    }
  }

  private static AdminException refusal(String command, @Nullable Throwable cause) {
    if (cause instanceof AdminException refused) {
      return refused;
    }
    LOG.warn("command {} failed", command, cause);
    return new AdminException(
        "That failed: " + (cause == null ? "for no known reason" : cause.getMessage()));
  }

  private static JsonObject error(String message) {
    return new JsonObject().put("error", message);
  }

  private void thread(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    ControlAddress.remove(data, socket);
  }
}
