package dev.parley.transport.websocket;

/** Why a WebSocket ends (RFC 6455 §7.4.1). */
enum CloseCode {
  NORMAL(1000),
  PROTOCOL_ERROR(1002),
  UNSUPPORTED_DATA(1003),
  TOO_BIG(1009);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
