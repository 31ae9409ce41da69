package org.linekeeper.sip.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** Decides who gets a received message: a tap beside JAIN-SIP, the transactions, or nobody. */
public final class InboundDemux implements MessageReceiver {
    /** RFC 3261 8.1.1.7: every branch of an RFC 3261 element begins with this. */
    public static final String BRANCH_COOKIE = "z9hG4bK";

    private final List<ResponseTap> taps;
    private final TransportCounters counters;

    public InboundDemux(List<ResponseTap> taps, TransportCounters counters) {
        this.taps = List.copyOf(taps);
        this.counters = counters;
    }

    @Override
    public void received(InboundMessage message) {
        MessageScan scan = MessageScan.of(message.bytes());
        if (scan.startLine() instanceof StartLine.Response) {
            response(message, scan);
        }
    }

    @Override
    public void unframed(InboundMessage message, Event reason) {
        counters.count(reason);
        message.replyPath().sendLast(new byte[0]);
    }

    private void response(InboundMessage message, MessageScan scan) {
        String branch = scan.branch();
        Event fault = scan.fault();
        if (fault != null) {
            counters.count(fault);
            return;
        }
        ResponseTap tap = tapFor(branch);
        if (branch != null && tap != null) {
            tap.response(message.bytes(), branch, message.source());
        } else {
            counters.count(Event.STRAY_RESPONSE);
        }
    }

    private @Nullable ResponseTap tapFor(@Nullable String branch) {
        if (branch == null || !branch.startsWith(BRANCH_COOKIE)) {
            return null;
        }
        for (ResponseTap tap : taps) {
            if (branch.startsWith(tap.branchPrefix(), BRANCH_COOKIE.length())) {
                return tap;
            }
        }
        return null;
    }
}
