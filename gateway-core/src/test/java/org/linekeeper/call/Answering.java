package org.linekeeper.call;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A robot that takes every call: 180, then a final answer; 200 to BYE. */
final class Answering implements Consumer<SipText> {
    final AtomicInteger calls = new AtomicInteger();
    private final UdpPeer peer;
    private final InetSocketAddress gateway;
    private final int status;

    Answering(UdpPeer peer, InetSocketAddress gateway, int status) {
        this.peer = peer;
        this.gateway = gateway;
        this.status = status;
    }

    @Override
    public void accept(SipText message) {
        if (message.is("INVITE")) {
            calls.incrementAndGet();
            String tag = "a" + message.callId();
            peer.send(message.reply(180, "Ringing", tag, "", ""), gateway);
            peer.send(
                    status == 200
                            ? message.reply(200, "OK", tag, "sip:far@" + peer.hostPort(), Dialled.ANSWER)
                            : message.reply(status, "No", tag, "", ""),
                    gateway);
        } else if (message.is("BYE")) {
            peer.send(message.reply(200, "OK", "", "", ""), gateway);
        }
    }
}
