package org.linekeeper.admin;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Marks requests of a version of HTTP that is not spoken here as invalid, so that they get an answer of ours. Vert.x would answer
 * 501 without a body, in the version that it was asked in.
 */
@Sharable
final class KnownVersions extends ChannelInboundHandlerAdapter {
    /** Why such a request is invalid. */
    static final class UnknownVersion extends Exception {
        private static final long serialVersionUID = 1;

        private UnknownVersion() {
            super("unknown version of HTTP");
        }
    }

    /** Looks at the requests of one connection. On its event loop, before the first of them. */
    void watch(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().addBefore(base.channelHandlerContext().name(), "known-versions", this);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request
                && request.decoderResult().isSuccess()
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new UnknownVersion()));
        }
        context.fireChannelRead(message);
    }
}
