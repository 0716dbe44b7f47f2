package dev.parley.modules.proxy;

import dev.parley.core.module.IqRequest;
import dev.parley.core.module.ModuleContext;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import dev.parley.protocol.stanza.Iq;
import dev.parley.protocol.stanza.StanzaError.Condition;
import dev.parley.protocol.stanza.StanzaException;
import dev.parley.protocol.xml.Element;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Where the proxy is, and the beginning of streams (XEP-0065 §4, §6.3), for users of the server.
 */
final class Bytestreams {
  static final String NS = "http://jabber.org/protocol/bytestreams";
  private static final int MAX_ID = 128;

  private final ModuleContext context;
  private final Switchboard switchboard;
  private final int port;

  Bytestreams(ModuleContext context, Switchboard switchboard, int port) {
    this.context = context;
    this.switchboard = switchboard;
    this.port = port;
  }

  Future<Iq> address(IqRequest request) {
    checkUser(request);
    Jid proxy = Objects.requireNonNull(request.iq().to());
    String address = ProxySettings.of(context.settings()).address();
    String domain = proxy.domain();
    Element host =
        Element.builder(NS, "streamhost")
            .attribute("jid", domain)
            .attribute(
                "host", address == null ? domain.substring(domain.indexOf('.') + 1) : address)
            .attribute("port", Integer.toString(port))
            .build();
    return Future.succeededFuture(
        request.iq().result(Element.builder(NS, "query").child(host).build()));
  }

  Future<Iq> activate(IqRequest request) {
    checkUser(request);
    String id = request.payload().attribute("sid");
    Element activate = request.payload().child(NS, "activate");
    if (id == null || id.isEmpty() || id.length() > MAX_ID || activate == null) {
      throw new StanzaException(Condition.BAD_REQUEST);
    }
    Jid asker = request.asker();
    String hash = hash(id, asker, target(activate));
    return switchboard.activate(hash, asker.bare()).map(done -> request.iq().result());
  }

  private static Jid target(Element activate) {
    try {
      return Jid.parse(activate.text().strip());
    } catch (JidFormatException wrong) {
      throw new StanzaException(Condition.JID_MALFORMED, wrong.reason());
    }
  }

  /** What both sides call the stream (§5.3.2). */
  static String hash(String id, Jid requester, Jid target) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of()
          .formatHex(sha1.digest((id + requester + target).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private void checkUser(IqRequest request) {
    Jid asker = request.asker();
    if (asker.local() == null || !context.router().domains().isLocal(asker.domain())) {
      throw new StanzaException(Condition.FORBIDDEN, "this proxy is for its own users");
    }
  }
}
