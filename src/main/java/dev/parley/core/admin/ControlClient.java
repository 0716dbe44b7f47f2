package dev.parley.core.admin;

import dev.parley.core.MayBlock;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives commands to the server that runs on a data folder. */
@MayBlock
public final class ControlClient {
  private ControlClient() {}

  /**
   * Gives one command and waits for its answer.
   *
   * @throws AdminException if the server refuses
   * @throws IOException if no server answers
   */
  public static JsonObject run(Path data, String command, JsonObject arguments) throws IOException {
    var request =
        new JsonObject()
            .put("version", ControlSocket.VERSION)
            .put("command", command)
            .put("arguments", arguments);
    try (var channel = SocketChannel.open(ControlAddress.toConnect(data))) {
      var bytes = ByteBuffer.wrap((request.encode() + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      return result(reader.readLine());
    }
  }

  private static JsonObject result(@Nullable String line) throws IOException {
    if (line == null) {
      throw new IOException("the server closed the connection");
    }
    var answer = new JsonObject(line);
    if (answer.getString("error") != null) {
      throw new AdminException(answer.getString("error"));
    }
    return answer.getJsonObject("result", new JsonObject());
  }
}
