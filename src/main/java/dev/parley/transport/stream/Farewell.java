package dev.parley.transport.stream;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.internal.net.NetSocketInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a connection: in good order, or by force. */
final class Farewell {
  private final NetSocketInternal socket;
  private final ReadingPace pace;
  private final Duration patience;
  private final Runnable onLate;

  /**
   * Does nothing yet.
   *
   * @param patience how long the peer's end of the connection is waited for
   * @param onLate called when the peer has had that time, whether it has used it or not
   */
  Farewell(NetSocketInternal socket, ReadingPace pace, Duration patience, Runnable onLate) {
    this.socket = socket;
    this.pace = pace;
    this.patience = patience;
    this.onLate = onLate;
  }

  /** From now on the peer has a limited time. */
  @SuppressWarnings("FutureReturnValueIgnored") // a timer does not fail
  void begin() {
    channel().eventLoop().schedule(onLate, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Says that nothing more comes, and waits for the client to close: closing while it still sends
   * would break the connection before it has read why.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the timer ends what does not end here
  void endOutput() {
    Channel channel = channel();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    }
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
    pace.letEnd();
  }

  /**
   * Closes the connection at once.
   *
   * @param isWritten whether the socket has taken all that it was given
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the close handler hears of it
  void abort(boolean isWritten) {
    if (isWritten && !isShakingHands()) {
      socket.close();
    } else {
      // The socket would wait for what the client does not read, TLS for what it does not say.
      channel().unsafe().close(channel().voidPromise());
    }
  }

  private boolean isShakingHands() {
    SslHandler tls = channel().pipeline().get(SslHandler.class);
    return tls != null && !tls.handshakeFuture().isDone();
  }

  private Channel channel() {
    return socket.channelHandlerContext().channel();
  }
}
