package org.linekeeper.call;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.presence.VoiceMessages;
import org.linekeeper.sip.transport.MessageSource;

/**
 * NOTIFYs that belong to no subscription. PBXs send them to phones unasked, above all for voice messages, and take anything but 200
 * for a broken phone. Any thread.
 */
final class Notifications {
    private static final String MESSAGE_SUMMARY = "message-summary";

    private final CallPorts ports;
    private final PbxLines lines;
    private final Availability availability;
    private final List<String> pbxListeners;
    private final LongAdder messageSummaries = new LongAdder();
    private final LongAdder others = new LongAdder();

    Notifications(CallPorts ports, PbxLines lines, Availability availability, List<String> pbxListeners) {
        this.ports = ports;
        this.lines = lines;
        this.availability = availability;
        this.pbxListeners = pbxListeners;
    }

    /** Which status answers it: to who is no PBX of ours, that there is no such subscription (RFC 6665 4.1.3). */
    int take(Request notify, MessageSource source) {
        if (!pbxListeners.contains(source.listener())) {
            return Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
        }
        PbxLines.Finding finding = lines.find(new InboundInvite(notify, source));
        if (finding instanceof PbxLines.Finding.Stranger) {
            return Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST;
        }
        boolean summary = SipMessages.values(notify, "Event").stream()
                .anyMatch(event -> event.split(";", 2)[0].strip().equalsIgnoreCase(MESSAGE_SUMMARY));
        (summary ? messageSummaries : others).increment();
        if (summary && finding instanceof PbxLines.Finding.Found found) {
            SipMessages.body(notify)
                    .flatMap(body ->
                            VoiceMessages.read(body.content(), ports.clock().instant()))
                    .ifPresent(messages -> availability.mailbox(found.line().id(), messages));
        }
        return Response.OK;
    }

    long messageSummaries() {
        return messageSummaries.sum();
    }

    long others() {
        return others.sum();
    }
}
