package dev.parley.crash;

import dev.parley.testing.Endpoint;
import dev.parley.testing.Xml;

/** Somebody whose session ends with the connection, and who reports what comes in. */
abstract class Caller extends Person implements Line.Listener {
  private final Endpoint server;

  Caller(Device device, Endpoint server, Play play) {
    super(device, play);
    this.server = server;
  }

  /** Lives one session; returns when it has ended. Nobody has been told of it yet. */
  abstract void live(Line line);

  @Override
  final void visit() {
    var line = Line.open(device(), server, this);
    play().checker().accept(new Event.Connected(System.nanoTime(), device().name()));
    greet();
    live(line);
  }

  @Override
  public void message(Xml.Element message) {
    var words = message.child("body").map(Xml.Element::text).orElse("").split(" ", 2);
    if ("error".equals(message.attribute("type"))) {
      bounced(message);
      return;
    }
    var id = String.valueOf(message.attribute("id"));
    int attempt = Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    play()
        .checker()
        .accept(new Event.Delivered(System.nanoTime(), device().name(), words[0], attempt));
    play().delivered(device());
  }

  private void bounced(Xml.Element error) {
    var id = String.valueOf(error.attribute("id"));
    var body = Body.parse(id.substring(0, Math.max(0, id.lastIndexOf('-'))));
    play().bounced(error);
    body.ifPresent(known -> play().checker().accept(new Event.Bounced(System.nanoTime(), known)));
  }

  @Override
  public void acknowledged(long h) {}

  @Override
  public void asked(Line line) {
    line.acknowledge();
  }
}
