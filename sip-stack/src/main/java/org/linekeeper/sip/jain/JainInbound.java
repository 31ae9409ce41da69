package org.linekeeper.sip.jain;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.InboundDemux;
import org.linekeeper.sip.transport.InboundMessage;
import org.linekeeper.sip.transport.MessageSink;
import org.linekeeper.sip.transport.TransportCounters.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parses what passed the transports' checks, does what JAIN-SIP leaves to a channel, and hands it over. Owner loop. */
final class JainInbound implements MessageSink {
    private static final Logger log = LoggerFactory.getLogger(JainInbound.class);

    /** Without these, or with something wrong in them, a message cannot be handled; what else is unreadable is left out. */
    private static final Set<Class<?>> NEEDED = Set.of(
            From.class,
            To.class,
            CSeq.class,
            Via.class,
            CallID.class,
            ContentLength.class,
            MaxForwards.class,
            Contact.class,
            Route.class,
            RecordRoute.class,
            RequestLine.class,
            StatusLine.class);

    /** RFC 2543 requests are matched by a search of all transactions; that is affordable up to so many. */
    private static final int MAX_SEARCH = 1_000;

    private final JainStack stack;
    private final Map<String, NettyMessageProcessor> processors;
    private final Branches branches;
    private final MessageParser parser;
    private final List<FinalResponses> answered;

    JainInbound(
            JainStack stack,
            Map<String, NettyMessageProcessor> processorsByListener,
            Branches branches,
            LongSupplier nanoTicker) {
        this.stack = stack;
        this.answered = stack.loops().all().stream()
                .map(loop -> new FinalResponses(nanoTicker))
                .toList();
        this.processors = Map.copyOf(processorsByListener);
        this.branches = branches;
        this.parser = new SafeParserFactory().createMessageParser(stack);
    }

    @Override
    public boolean isOurBranch(String branch) {
        return branches.isOurs(branch) || branch.startsWith(InboundDemux.BRANCH_COOKIE + "-" + Utils.getSignature());
    }

    @Override
    public void message(InboundMessage inbound, Refusal refusal) {
        NettyMessageProcessor processor = processors.get(inbound.source().listener());
        if (processor == null) {
            return;
        }
        SIPMessage message;
        try {
            message = parser.parseSIPMessage(inbound.bytes(), true, false, JainInbound::unreadable);
            if (message instanceof SIPRequest request) {
                complete(request, inbound.source().remote(), processor.spoken());
                request.checkHeaders();
            }
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            log.debug("Refused an unreadable message from {}", inbound.source().remote(), e);
            refusal.refuse(Event.PARSE_FAILED, 400, "Bad Request");
            return;
        }
        if (isExpensive(message)) {
            refusal.refuse(Event.OVERLOADED, 503, "Service Unavailable");
            return;
        }
        pass(inbound, processor, message);
    }

    private void pass(InboundMessage inbound, NettyMessageProcessor processor, SIPMessage message) {
        InetSocketAddress remote = inbound.source().remote();
        FinalResponses.Place kept = null;
        if (processor.spoken() == SipTransport.UDP && message instanceof SIPRequest request) {
            FinalResponses.Key key = FinalResponses.key(request);
            if (key != null) {
                FinalResponses responses = answered.get(
                        stack.loops().ownerOf(request.getCallId().getCallId()).index());
                byte[] before = responses.to(key);
                if (before != null) {
                    if (before != FinalResponses.ABSORBED) {
                        inbound.replyPath().send(before, cause -> {});
                    }
                    return;
                }
                kept = new FinalResponses.Place(responses, key);
            }
        }
        message.setApplicationData(inbound.source());
        message.setRemoteAddress(remote.getAddress());
        message.setRemotePort(remote.getPort());
        message.setPeerPacketSourceAddress(remote.getAddress());
        message.setPeerPacketSourcePort(remote.getPort());
        message.setLocalAddress(processor.getIpAddress());
        message.setLocalPort(processor.getPort());
        try {
            JainDispatch.dispatch(
                    stack, message, NettyMessageChannel.incoming(processor, remote, inbound.replyPath(), kept));
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            // One message that JAIN-SIP trips over must not take the loop of other calls with it.
            stack.counters().count(Event.USER_FAILED);
            log.warn("JAIN-SIP failed on a message from {}", remote, e);
        }
    }

    private boolean isExpensive(SIPMessage message) {
        if (!(message instanceof SIPRequest)) {
            return false;
        }
        return isOld(message.getTopmostVia()) && stack.getServerTransactionTableSize() > MAX_SEARCH;
    }

    /** The channel's duties of RFC 3261 18.2.1 and RFC 3581 4. */
    private static void complete(SIPRequest request, InetSocketAddress remote, SipTransport transport)
            throws ParseException, InvalidArgumentException {
        Via via = request.getTopmostVia();
        if (via == null) {
            throw new ParseException("no Via", 0);
        }
        // Answers go back to where the packet came from: nobody can point us at a third address, with maddr or a false
        // sent-by.
        via.setTransport(transport.name());
        via.removeParameter(Via.MADDR);
        via.setParameter(Via.RECEIVED, remote.getAddress().getHostAddress());
        if (transport == SipTransport.UDP || via.hasParameter(Via.RPORT)) {
            via.setParameter(Via.RPORT, Integer.toString(remote.getPort()));
        }
        if (request.getHeader(MaxForwardsHeader.NAME) == null) {
            // RFC 2543 had no such header; RFC 3261 8.1.1.6 recommends 70.
            request.setHeader(new MaxForwards(70));
        }
        if (isOld(via) && request.getMethod().equals(Request.INVITE) && request.getContactHeader() == null) {
            // RFC 2543 6.13: without Contact, later requests go to the address in From.
            Contact contact = new Contact();
            contact.setAddress((Address) request.getFrom().getAddress().clone());
            request.setHeader(contact);
        }
    }

    /** RFC 3261 8.1.1.7: a branch without the cookie, or none, is that of an RFC 2543 element. */
    private static boolean isOld(Via via) {
        return via.getBranch() == null || !JainStack.hasCookie(via.getBranch());
    }

    private static void unreadable(ParseException cause, SIPMessage message, Class<?> header, String text, String whole)
            throws ParseException {
        if (header == null || NEEDED.contains(header)) {
            throw cause;
        }
        message.addUnparsed(text);
    }
}
