package dev.reelport.platform;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which nothing came for too long, so that whoever waits for an answer
 * fails. The client's own read timeout does not do that: it says good-bye and waits for the server
 * to hang up, which is what a silent one never does (Vert.x 4.5, {@code PgEncoder.close}).
 */
final class Silence extends IdleStateHandler {

  private static final FieldLogger LOG = FieldLogger.of(Silence.class);

  /** The client's codec; whoever closes before it, closes the socket itself. */
  private static final String CODEC = "codec";

  private Silence(Duration longest) {
    super(longest.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
  }

  /** From now on the connection is closed when it is silent for so long. */
  static void watch(SqlConnection connection, Duration longest) {
    Connection inner = ((SqlConnectionInternal) connection).unwrap();
    while (!(inner instanceof SocketConnectionBase socket)) {
      inner = inner.unwrap();
    }
    socket
        .socket()
        .channelHandlerContext()
        .pipeline()
        .addBefore(CODEC, "silence", new Silence(longest));
  }

  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent silence) {
    LOG.warn("database silent, connection closed");
    var unused = context.close();
  }
}
