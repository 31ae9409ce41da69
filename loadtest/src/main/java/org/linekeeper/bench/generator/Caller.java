package org.linekeeper.bench.generator;

import org.linekeeper.bench.generator.Call.CallerState;
import org.linekeeper.bench.octets.Octets;

/**
 * The end that calls and hangs up. What comes late for a call that is over is answered from its own bytes, so nothing is kept of
 * such calls. For one thread.
 */
final class Caller {
    private static final byte[] OK = Octets.ascii("SIP/2.0 200 OK");
    private static final byte[] NOT_IMPLEMENTED = Octets.ascii("SIP/2.0 501 Not Implemented");

    private final Calls calls;
    private final SipScan scan = new SipScan();
    private final CalleeMessages answers;

    /** @param answers what answers the few requests that come to a caller */
    Caller(Calls calls, CalleeMessages answers) {
        this.calls = calls;
        this.answers = answers;
    }

    /** Places a call. */
    void place(Call call) {
        call.callerWait = SipTimers.T1;
        calls.wheel().set(call.callerTimer, call.invitedAt + call.callerWait);
        call.load.messages.sendInvite(call.load.path, call.number);
    }

    /** Something came to the socket of the caller. */
    void received(byte[] message, int length, Path from, long now) {
        if (!scan.scan(message, length)) {
            calls.strays().count("unreadable");
        } else if (scan.status() == 0) {
            request(from, now);
        } else if (scan.answeredLetter() == 'I') {
            answered(calls.table().get(scan.callIdNumber()), now);
        } else if (scan.answeredLetter() == 'B') {
            byeAnswered(calls.table().get(scan.callIdNumber()), now);
        } else {
            calls.strays().count("response");
        }
    }

    private void answered(@org.jspecify.annotations.Nullable Call call, long now) {
        if (call == null || (call.caller != CallerState.CALLING && call.caller != CallerState.PROCEEDING)) {
            answeredLate(call);
            return;
        }
        int status = scan.status();
        if (status < 200) {
            provisional(call, status, now);
        } else if (status < 300) {
            call.load.messages.sendAck(call.load.path, scan, call.number);
            call.bye = call.load.messages.bye(scan, call.number, call.bye);
            call.caller = CallerState.TALKING;
            call.answeredAt = now;
            calls.wheel().set(call.callerTimer, now + call.load.plan.talk().toNanos());
        } else {
            call.load.messages.sendRefusalAck(call.load.path, scan, call.number);
            if (status == 503 && scan.retryAfter) {
                call.load.counts.refusal.record(now - call.invitedAt);
            } else {
                call.load.counts.failed(status);
            }
            calls.callerDone(call, CallerState.FAILED, now);
        }
    }

    private void provisional(Call call, int status, long now) {
        // RFC 3261 17.1.1.2: a provisional response ends the retransmissions.
        call.caller = CallerState.PROCEEDING;
        calls.wheel().set(call.callerTimer, call.invitedAt + SipTimers.LAST);
        if (status > 100 && !call.rang) {
            call.rang = true;
            call.load.counts.ringing.record(now - call.invitedAt);
        }
    }

    /** A response to INVITE that is not the first of its kind, or whose call is over. */
    private void answeredLate(@org.jspecify.annotations.Nullable Call call) {
        if (scan.status() < 200) {
            // A provisional response that was overtaken does no harm.
            return;
        }
        Load load = call == null ? calls.latest() : call.load;
        long number = scan.callIdNumber();
        if (load == null || number < 0) {
            calls.strays().count("response");
            return;
        }
        load.counts.heardAgain++;
        // RFC 3261 13.2.2.4: the ACK is sent for every 2xx that comes; 17.1.1.2 says so of other final responses.
        if (scan.status() < 300) {
            load.messages.sendAck(load.path, scan, (int) number);
        } else {
            load.messages.sendRefusalAck(load.path, scan, (int) number);
        }
    }

    private void byeAnswered(@org.jspecify.annotations.Nullable Call call, long now) {
        int status = scan.status();
        if (call == null || call.caller != CallerState.ENDING) {
            Load load = call == null ? calls.latest() : call.load;
            if (load != null && status >= 200) {
                load.counts.heardAgain++;
            }
        } else if (status < 200) {
            // RFC 3261 17.1.2.2: after a provisional response Timer E is T2.
            call.callerWait = SipTimers.T2;
        } else if (status < 300) {
            calls.callerDone(call, CallerState.COMPLETED, now);
        } else {
            call.load.counts.failed(status);
            calls.callerDone(call, CallerState.FAILED, now);
        }
    }

    /** The gateway hangs up, or asks something. */
    private void request(Path from, long now) {
        Call call = calls.table().get(scan.callIdNumber());
        switch (scan.methodLetter()) {
            case 'B' -> {
                answers.send(from, scan, OK);
                if (call != null && !call.callerIsDone()) {
                    call.load.counts.endedByOther++;
                    calls.callerDone(call, CallerState.FAILED, now);
                }
            }
            case 'O' -> answers.send(from, scan, OK);
            case 'A' -> calls.strays().count("ACK");
            default -> answers.send(from, scan, NOT_IMPLEMENTED);
        }
    }

    /** The timer of a call. */
    void due(Call call, long now) {
        switch (call.caller) {
            case CALLING -> {
                if (now - call.invitedAt >= SipTimers.LAST) {
                    timeOut(call, now);
                } else {
                    // RFC 3261 17.1.1.2: Timer A doubles without a bound but Timer B.
                    call.callerWait *= 2;
                    call.load.counts.invitesAgain++;
                    call.load.messages.sendInvite(call.load.path, call.number);
                    again(call, call.invitedAt, now);
                }
            }
            case PROCEEDING -> timeOut(call, now);
            case TALKING -> {
                call.caller = CallerState.ENDING;
                call.byeAt = now;
                call.callerWait = SipTimers.T1;
                sendBye(call, now);
            }
            case ENDING -> {
                if (now - call.byeAt >= SipTimers.LAST) {
                    call.load.counts.byeTimeOuts++;
                    calls.callerDone(call, CallerState.FAILED, now);
                } else {
                    call.callerWait = SipTimers.doubled(call.callerWait);
                    call.load.counts.byesAgain++;
                    sendBye(call, now);
                }
            }
            case COMPLETED, FAILED -> {
                // Its timer is not set any more.
            }
        }
    }

    private void timeOut(Call call, long now) {
        call.load.counts.inviteTimeOuts++;
        calls.callerDone(call, CallerState.FAILED, now);
    }

    private void sendBye(Call call, long now) {
        call.load.path.send(Lane.BYE, call.bye, call.bye.length);
        again(call, call.byeAt, now);
    }

    private void again(Call call, long begunAt, long now) {
        calls.wheel().set(call.callerTimer, Math.min(now + call.callerWait, begunAt + SipTimers.LAST));
    }
}
