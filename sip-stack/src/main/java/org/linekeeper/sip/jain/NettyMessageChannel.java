package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPTransactionErrorEvent;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.sip.TransactionState;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.ReplyPath;

/**
 * What JAIN-SIP holds instead of a socket: a peer, and for what came from it the way back. Cheap, one for each transaction; the
 * connections are the transports'. {@link RawMessageChannel} is a must: JAIN-SIP casts to it whenever it sends.
 */
final class NettyMessageChannel extends MessageChannel implements RawMessageChannel {
    private final NettyMessageProcessor processor;
    private final InetAddress peer;
    private final int peerPort;
    private final @Nullable ReplyPath replyPath;
    private final FinalResponses.@Nullable Place kept;
    private @Nullable Target target;

    private NettyMessageChannel(
            NettyMessageProcessor processor,
            InetAddress peer,
            int peerPort,
            @Nullable ReplyPath replyPath,
            FinalResponses.@Nullable Place kept) {
        this.processor = processor;
        this.messageProcessor = processor;
        this.peer = peer;
        this.peerPort = peerPort;
        this.replyPath = replyPath;
        this.kept = kept;
    }

    static NettyMessageChannel outgoing(NettyMessageProcessor processor, InetAddress peer, int port) {
        return new NettyMessageChannel(processor, peer, port, null, null);
    }

    /** @param kept where the final response to the request is kept; null leaves that to JAIN-SIP */
    static NettyMessageChannel incoming(
            NettyMessageProcessor processor,
            InetSocketAddress from,
            ReplyPath replyPath,
            FinalResponses.@Nullable Place kept) {
        return new NettyMessageChannel(processor, from.getAddress(), from.getPort(), replyPath, kept);
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        sendMessage(message, peer, peerPort);
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) throws IOException {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(hop.getHost());
        sendMessage(message, address == null ? peer : InetAddress.getByAddress(address), hop.getPort());
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress receiver, int port) throws IOException {
        if (message instanceof SIPResponse response) {
            OwnTag.complete(response, processor.stack());
        }
        byte[] bytes = encode(message);
        message.setRemoteAddress(receiver);
        message.setRemotePort(port);
        message.setLocalAddress(processor.getIpAddress());
        message.setLocalPort(processor.getPort());
        if (message instanceof SIPRequest request) {
            sendRequest(request, bytes, receiver, port);
        } else {
            SIPResponse response = (SIPResponse) message;
            if (response instanceof OutgoingResponse ours) {
                ours.sentAs(bytes);
            }
            if (kept != null && response.isFinalResponse()) {
                kept.sent(response.getStatusCode(), bytes);
            }
            sendResponse(bytes, receiver, port, fallback(response, receiver));
        }
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean retry) {
        sendResponse(message, receiver, port, null);
    }

    private byte[] encode(SIPMessage message) throws IOException {
        byte[] written = message instanceof OutgoingRequest request ? request.takeWritten(getTransport()) : null;
        if (written != null) {
            return written;
        }
        try {
            return MessageEncoder.encode(message, getTransport());
        } catch (IOException e) {
            if (message instanceof SIPRequest request
                    && request.getTransaction() instanceof SIPClientTransaction client) {
                abandonDialog(client);
            }
            throw e;
        }
    }

    private void sendRequest(SIPRequest request, byte[] bytes, InetAddress receiver, int port) {
        Target to = targetOf(request, receiver, port);
        if (request.getMethod().equals(javax.sip.message.Request.ACK)) {
            processor.stack().acknowledge(request, to);
        }
        String callId = request.getCallId().getCallId();
        Object transaction = request.getTransaction();
        MessageSender.SendFailure failed = cause -> {
            if (transaction instanceof SIPClientTransaction client) {
                processor.stack().loops().ownerOf(callId).execute(() -> fail(client));
            }
        };
        processor.stack().transports().send(processor.listener().name(), to, bytes, failed);
    }

    /**
     * RFC 3261 17.1.4: a transport error ends the client transaction, and its user is told, with a timeout event that names the
     * transaction. A transaction with any response goes on: its peer is there and may answer over another connection.
     */
    private static void fail(SIPClientTransaction client) {
        TransactionState state = client.getState();
        if (TransactionState.CALLING.equals(state) || TransactionState.TRYING.equals(state)) {
            client.raiseErrorEvent(SIPTransactionErrorEvent.TRANSPORT_ERROR);
            abandonDialog(client);
        }
    }

    /** JAIN-SIP forgets to forget the dialog that a request would have begun, when nothing could be sent. */
    private static void abandonDialog(SIPClientTransaction client) {
        if (client.getDialog() instanceof SIPDialog dialog && dialog.getState() == null) {
            dialog.delete();
        }
    }

    private Target targetOf(SIPRequest request, InetAddress receiver, int port) {
        Target pinned = request.getApplicationData() instanceof Target given ? given : target;
        if (pinned == null) {
            pinned = processor.stack().acknowledgedTo(request);
        }
        if (pinned == null) {
            pinned = addressed(receiver, port, receiver.getHostAddress());
        }
        // CANCEL, and the ACK to a refusal, are made by JAIN-SIP and follow their INVITE through its channel.
        target = pinned;
        return pinned;
    }

    private void sendResponse(byte[] bytes, InetAddress receiver, int port, @Nullable Target fallback) {
        if (replyPath == null) {
            Target to = addressed(receiver, port, receiver.getHostAddress());
            processor.stack().transports().send(processor.listener().name(), to, bytes, cause -> {});
            return;
        }
        replyPath.send(bytes, cause -> {
            if (fallback != null) {
                processor.stack().transports().send(processor.listener().name(), fallback, bytes, again -> {});
            }
        });
    }

    /**
     * RFC 3261 18.2.2: when the connection is gone, "the server SHOULD open a connection to the IP address in the received
     * parameter, if present, using the port in the sent-by value".
     */
    private @Nullable Target fallback(SIPResponse response, InetAddress receiver) {
        if (processor.spoken() == SipTransport.UDP || response.getTopmostVia() == null) {
            return null;
        }
        int sentBy = response.getTopmostVia().getPort();
        int port = sentBy > 0 ? sentBy : processor.spoken().defaultPort();
        return addressed(receiver, port, response.getTopmostVia().getHost());
    }

    private Target addressed(InetAddress receiver, int port, String name) {
        return new Target(processor.spoken(), new InetSocketAddress(receiver, port), name);
    }

    /** The loop-back path: as if it had come from the network, on the loop of its call. */
    @Override
    public void processMessage(SIPMessage message) {
        processor
                .stack()
                .loops()
                .ownerOf(message.getCallId().getCallId())
                .execute(() -> JainDispatch.dispatch(processor.stack(), message, this));
    }

    @Override
    public void close() {}

    @Override
    public SIPTransactionStack getSIPStack() {
        return processor.stack();
    }

    @Override
    public String getTransport() {
        return processor.getTransport();
    }

    /** Also where the response is repeated by others than the transaction, which need not stay for that. */
    @Override
    public boolean isReliable() {
        return processor.spoken() != SipTransport.UDP || (kept != null && kept.repeats());
    }

    @Override
    public boolean isSecure() {
        return processor.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return peer.getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return peer;
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return peerPort;
    }

    @Override
    public int getPeerPacketSourcePort() {
        return peerPort;
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return peer;
    }

    @Override
    public String getKey() {
        return getKey(peer, peerPort, getTransport());
    }

    @Override
    public String getViaHost() {
        return processor.listener().advertisedHost();
    }

    @Override
    public int getViaPort() {
        return processor.listener().advertisedPort();
    }
}
