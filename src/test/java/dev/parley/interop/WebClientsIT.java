package dev.parley.interop;

import dev.parley.testing.AccountFactory;
import dev.parley.testing.ParleyTestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** JavaScript libraries that web clients are made of, over WebSocket and BOSH. */
final class WebClientsIT {
  @Test
  void stropheChatsOverWebSocketAndBosh() throws IOException, InterruptedException {
    var library = new NodeLibrary("strophe.js");
    try (var server = ParleyTestServer.start()) {
      var accounts = new AccountFactory(server);
      var juliet = accounts.create("juliet");
      var romeo = accounts.create("romeo");
      library
          .run(
              "strophe_chat.mjs",
              "wss://" + server.https() + "/xmpp-websocket",
              "https://" + server.https() + "/http-bind",
              server.domain(),
              juliet.name(),
              juliet.password(),
              romeo.name(),
              romeo.password())
          .tells(
              "login: both",
              "romeo: Art thou not Romeo? <&>",
              "juliet: Neither, fair saint 🌹",
              "end: both");
    }
  }

  @Test
  void xmppJsComesBackOverWebSocket() throws IOException, InterruptedException {
    var library = new NodeLibrary("@xmpp/client");
    try (var server = ParleyTestServer.start()) {
      var juliet = new AccountFactory(server).create("juliet");
      library
          .run(
              "xmppjs_websocket.mjs",
              "wss://" + server.https() + "/xmpp-websocket",
              server.domain(),
              juliet.name(),
              juliet.password())
          .tells(
              "login: SCRAM-SHA-1",
              "message: Hi <&>",
              "acknowledged: true",
              "login: HT-SHA-256-NONE",
              "message: Hi <&>",
              "acknowledged: true",
              "end: well");
    }
  }
}
