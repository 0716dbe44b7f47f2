package dev.parley.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The socket in the data folder, and the lock beside it. */
final class ControlSocketIT {
  private static final AdminCommand ECHO =
      new AdminCommand(
          "echo",
          "Says it again.",
          List.of(new AdminCommand.Argument("word", "The word.", AdminCommand.Kind.DOMAIN, true)),
          false);
  private static final AdminCommand BREAK = new AdminCommand("break", "Fails.", List.of(), false);

  private final AdminCommands commands =
      new AdminCommands()
          .add(ECHO, arguments -> Future.succeededFuture(arguments))
          .add(BREAK, arguments -> Future.failedFuture(new IllegalStateException("broken")));

  @TempDir Path temporary;

  @Test
  void commandsAreDone() throws IOException {
    try (var folder = lock(temporary.resolve("data"));
        var control = ControlSocket.open(folder, commands)) {
      assertThat(control).isNotNull();
      var answer = ControlClient.run(folder.path(), "echo", new JsonObject().put("word", "häh\n"));
      assertThat(answer.getString("word")).isEqualTo("häh\n");
      assertThatThrownBy(() -> ControlClient.run(folder.path(), "no", new JsonObject()))
          .isInstanceOf(AdminException.class)
          .hasMessage("This server does not know the command \"no\"");
    }
    assertThat(temporary.resolve("data/control.sock")).doesNotExist();
  }

  @Test
  void folderAndSocketAreTheOwners() throws IOException {
    try (var folder = lock(temporary.resolve("data"));
        var control = ControlSocket.open(folder, commands)) {
      assertThat(control).isNotNull();
      assertThat(permissions(folder.path())).isEqualTo("rwx------");
      assertThat(permissions(folder.path().resolve("control.sock"))).isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # request                                                   | error
          hello                                                       | That is no request
          []                                                          | That is no request
          {"version":"1"}                                             | That is no request
          {"command":"echo"}                                          | This server speaks version 1 of the control protocol
          {"version":2,"command":"echo"}                              | This server speaks version 1 of the control protocol
          {"version":1}                                               | This server does not know the command ""
          {"version":1,"command":"echo"}                              | "echo" needs the argument word
          {"version":1,"command":"echo","arguments":{"word":5}}       | "echo" needs the argument word
          {"version":1,"command":"echo","arguments":5}                | That is no request
          {"version":1,"command":"break"}                             | That failed: broken
          """)
  void wrongRequestsAreAnswered(String request, String error) throws IOException {
    try (var folder = lock(temporary.resolve("data"));
        var control = ControlSocket.open(folder, commands)) {
      assertThat(control).isNotNull();
      try (var channel = SocketChannel.open(ControlAddress.toConnect(folder.path()))) {
        var reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        send(channel, request + "\n");
        assertThat(new JsonObject(reader.readLine()).getString("error")).isEqualTo(error);
        send(channel, "{\"version\":1,\"command\":\"echo\",\"arguments\":{\"word\":\"on\"}}\n");
        assertThat(reader.readLine()).contains("\"word\":\"on\"");
      }
    }
  }

  @Test
  void aLineWithoutEndIsCutOff() throws IOException {
    try (var folder = lock(temporary.resolve("data"));
        var control = ControlSocket.open(folder, commands)) {
      assertThat(control).isNotNull();
      try (var channel = SocketChannel.open(ControlAddress.toConnect(folder.path()))) {
        send(channel, "x".repeat(65_537));
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  @Test
  void aFolderWithALongPathWorksToo() throws IOException {
    var deep = Files.createDirectories(temporary.resolve("d".repeat(60)).resolve("e".repeat(60)));
    try (var folder = lock(deep.resolve("data"));
        var control = ControlSocket.open(folder, commands)) {
      assertThat(control).isNotNull();
      var arguments = new JsonObject().put("word", "far");
      assertThat(ControlClient.run(folder.path(), "echo", arguments)).isEqualTo(arguments);
    }
    assertThat(deep.resolve("data/control.path")).doesNotExist();
  }

  @Test
  void aFolderIsLockedOnce() throws IOException {
    var data = temporary.resolve("data");
    try (var folder = lock(data)) {
      assertThat(folder.path()).isEqualTo(data);
      assertThat(DataFolder.lock(data)).isEmpty();
      assertThat(DataFolder.holder(data)).isEqualTo("process " + ProcessHandle.current().pid());
    }
    lock(data).close();
  }

  @Test
  void whereNoServerRunsNothingAnswers() {
    assertThatThrownBy(() -> ControlClient.run(temporary, "echo", new JsonObject()))
        .isInstanceOf(IOException.class);
  }

  private static DataFolder lock(Path folder) throws IOException {
    return DataFolder.lock(folder).orElseThrow();
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
