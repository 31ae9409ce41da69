package org.linekeeper.bench.generator;

import org.jspecify.annotations.Nullable;
import org.linekeeper.bench.generator.Call.CalleeState;
import org.linekeeper.bench.octets.Octets;

/** The end that answers every call at once and waits for BYE. It knows a call by the number that its description carries. For one thread. */
final class Callee {
    private static final byte[] OK = Octets.ascii("SIP/2.0 200 OK");
    private static final byte[] BUSY = Octets.ascii("SIP/2.0 486 Busy Here");
    private static final byte[] NO_CALL = Octets.ascii("SIP/2.0 481 Call/Transaction Does Not Exist");
    private static final byte[] NOT_IMPLEMENTED = Octets.ascii("SIP/2.0 501 Not Implemented");

    private final Calls calls;
    private final CalleeMessages messages;
    private final SipScan scan = new SipScan();

    Callee(Calls calls, CalleeMessages messages) {
        this.calls = calls;
        this.messages = messages;
    }

    /** Something came to the callee. */
    void received(byte[] message, int length, Path from, long now) {
        if (!scan.scan(message, length)) {
            calls.strays().count("unreadable");
        } else if (scan.status() > 0) {
            calls.strays().count("response");
        } else {
            request(from, now);
        }
    }

    private void request(Path from, long now) {
        switch (scan.methodLetter()) {
            case 'I' -> invite(from, now);
            case 'A' -> ack(calls.table().get(scan.toTagNumber()), now);
            case 'B' -> bye(calls.table().get(scan.toTagNumber()), from);
            case 'O' -> messages.send(from, scan, OK);
            case 'C' -> {
                // All is answered at once: there is nothing left to cancel.
                calls.strays().count("CANCEL");
                messages.send(from, scan, NO_CALL);
            }
            default -> messages.send(from, scan, NOT_IMPLEMENTED);
        }
    }

    private void invite(Path from, long now) {
        if (scan.hasToTag()) {
            messages.sendOkAgain(from, scan);
            return;
        }
        Call call = calls.table().get(scan.sessionNumber());
        if (call == null || call.callerIsDone()) {
            // Its caller has given up, or was told something else.
            calls.strays().count("INVITE");
            messages.send(from, scan, BUSY);
        } else if (call.callee == CalleeState.NONE) {
            answer(call, from, now);
        } else if (call.branch == scan.branchHash()) {
            // RFC 3261 17.2.1: a retransmission gets the last response again.
            call.load.counts.heardAgain++;
            from.send(Lane.OK, call.ok, call.ok.length);
        } else {
            calls.strays().count("second INVITE");
            messages.send(from, scan, BUSY);
        }
    }

    private void answer(Call call, Path from, long now) {
        call.load.counts.arrival.record(now - call.invitedAt);
        call.callee = CalleeState.ANSWERED;
        call.branch = scan.branchHash();
        call.calleePath = from;
        call.okAt = now;
        call.calleeWait = SipTimers.T1;
        call.ok = messages.ok(scan, call.number, call.ok);
        messages.sendTrying(from, scan);
        messages.sendRinging(from, scan, call.number);
        from.send(Lane.OK, call.ok, call.ok.length);
        calls.wheel().set(call.calleeTimer, now + call.calleeWait);
    }

    private void ack(@Nullable Call call, long now) {
        if (call == null) {
            // That of an answer which was sent twice may come when all is over; that of a refusal has no number.
            return;
        }
        if (call.callee == CalleeState.ANSWERED) {
            calls.confirmed(call, now);
        }
    }

    private void bye(@Nullable Call call, Path from) {
        messages.send(from, scan, OK);
        if (call == null || call.callee == CalleeState.OVER) {
            Load load = call == null ? calls.latest() : call.load;
            if (load != null) {
                load.counts.heardAgain++;
            }
        } else {
            calls.calleeDone(call);
        }
    }

    /** The timer of a call. */
    void due(Call call, long now) {
        Path path = call.calleePath;
        if (call.callee != CalleeState.ANSWERED || path == null) {
            // The caller has been through for 64*T1, and no BYE came.
            call.load.counts.withoutBye++;
            calls.abandon(call);
        } else if (now - call.okAt >= SipTimers.LAST) {
            call.load.counts.withoutAck++;
            calls.confirmed(call, now);
        } else {
            // RFC 3261 13.3.1.4: the 2xx is sent again at intervals that start at T1 and double up to T2.
            call.load.counts.oksAgain++;
            call.calleeWait = SipTimers.doubled(call.calleeWait);
            path.send(Lane.OK, call.ok, call.ok.length);
            calls.wheel().set(call.calleeTimer, Math.min(now + call.calleeWait, call.okAt + SipTimers.LAST));
        }
    }
}
