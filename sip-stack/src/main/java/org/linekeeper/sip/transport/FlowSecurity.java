package org.linekeeper.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;

/** What stands between a stream's socket and its messages. */
interface FlowSecurity {
    /** The name that the peer of a connection to this target must prove; empty where nothing is proved. */
    String nameToCheck(Target target);

    /**
     * Adds its handlers to a new connection and calls {@link StreamFlow#opened} when messages may pass.
     *
     * @param target where we connect to; null for a connection that we accepted
     */
    void secure(Channel channel, StreamFlow flow, @Nullable Target target);

    /** Plain TCP. */
    FlowSecurity PLAIN = new FlowSecurity() {
        @Override
        public String nameToCheck(Target target) {
            return "";
        }

        @Override
        public void secure(Channel channel, StreamFlow flow, @Nullable Target target) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                    flow.opened(List.of());
                    ctx.fireChannelActive();
                }
            });
        }
    };
}
