package dev.parley.transport.stream;

import dev.parley.protocol.xml.ByteSink;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;

/** Writes into a socket. */
record SocketOutlet(NetSocketInternal socket) implements Outlet {
  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public Future<Void> write(ByteSink sink) {
    ByteBuf buffer = socket.channelHandlerContext().alloc().ioBuffer(sink.size());
    buffer.writeBytes(sink.array(), 0, sink.size());
    return socket.writeMessage(buffer);
  }
}
