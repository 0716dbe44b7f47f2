package dev.parley.bench;

import dev.parley.testing.Standalone;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client that speaks as over TCP speak over BOSH (XEP-0124): one request is always open,
 * another goes out by the second connection when there is something to say, and what the answers
 * bring looks like a stream to it.
 */
final class BoshCodec extends ChannelDuplexHandler {
  private static final Pattern SID = Pattern.compile(" sid=['\"]([^'\"]+)");
  private static final Pattern END = Pattern.compile(" type=['\"]terminate['\"]");
  private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'>";
  private static final String CLOSE = "</stream:stream>";
  private static final String CREATION =
      " to='"
          + Servers.DOMAIN
          + "' ver='1.11' wait='60' hold='1' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'";
  private static final String RESTART =
      " to='" + Servers.DOMAIN + "' xmpp:restart='true' xmlns:xmpp='urn:xmpp:xbosh'";

  private final BoshLine first = new BoshLine(this);
  private final BoshLine second = new BoshLine(this);
  private final StringBuilder waiting = new StringBuilder();
  private final Map<Long, String> answers = new HashMap<>();
  private @Nullable ChannelHandlerContext channel;
  private @Nullable String sid;
  private String attributes = "";
  private long asked;
  private long heard;
  private boolean opening;
  private boolean over;

  /** The connection on which this stands behind it. */
  BoshLine first() {
    return first;
  }

  /** The other one. */
  BoshLine second() {
    return second;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    channel = added;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    var bytes = (ByteBuf) message;
    var xml = bytes.toString(StandardCharsets.UTF_8);
    bytes.release();
    if (xml.startsWith("<?xml")) {
      opening = true;
      attributes = sid == null ? CREATION : RESTART;
    } else if (xml.endsWith(CLOSE)) {
      attributes = " type='terminate'";
      over = true;
    } else {
      Standalone.elements(xml).forEach(waiting::append);
    }
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    boolean something = !waiting.isEmpty() || !attributes.isEmpty();
    if (something && (sid != null || asked == 0)) {
      post();
    }
  }

  private void post() {
    BoshLine line = first.isFree() ? first : second;
    if (!line.isFree()) {
      return;
    }
    var body =
        "<body xmlns='http://jabber.org/protocol/httpbind' rid='"
            + (1000 + asked)
            + "'"
            + (sid == null ? "" : " sid='" + sid + "'")
            + attributes
            + ">"
            + waiting
            + "</body>";
    attributes = "";
    waiting.setLength(0);
    line.post(asked++, body);
  }

  /** An answer has come; answers are heard in the order of their requests. */
  void answered(long number, String body) {
    var client = channel;
    if (client == null) {
      return;
    }
    answers.put(number, body);
    for (var next = answers.remove(heard); next != null; next = answers.remove(heard)) {
      heard++;
      hear(client, next);
    }
    // The client flushes what it has written meanwhile.
    client.fireChannelReadComplete();
    if (!over && asked == heard) {
      post();
    }
  }

  private void hear(ChannelHandlerContext client, String body) {
    int tagEnd = body.indexOf('>');
    var tag = body.substring(0, tagEnd + 1);
    var created = SID.matcher(tag);
    if (sid == null && created.find()) {
      sid = created.group(1);
    }
    var stream = new StringBuilder(opening ? HEADER : "");
    opening = false;
    if (!tag.endsWith("/>")) {
      stream.append(body, tagEnd + 1, body.lastIndexOf("</"));
    }
    if (END.matcher(tag).find()) {
      over = true;
      stream.append(CLOSE);
    }
    if (!stream.isEmpty()) {
      var bytes = client.alloc().buffer(stream.length());
      bytes.writeCharSequence(stream, StandardCharsets.UTF_8);
      client.fireChannelRead(bytes);
    }
  }
}
