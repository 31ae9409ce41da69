package org.linekeeper.cdr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;

/** Call records for tests. */
final class Records {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private Records() {}

    static CallRecord answered(String callId) {
        return full(callId, "+14155550199", new CallOutcome.Completed(CallOutcome.Party.CALLER));
    }

    static CallRecord full(String callId, String caller, CallOutcome outcome) {
        return full(callId, caller, outcome, Optional.empty(), Optional.empty());
    }

    static CallRecord transferred(String callId, CallTransfer to, CallTransfer from) {
        CallOutcome outcome = new CallOutcome.Completed(CallOutcome.Party.CALLER);
        return full(callId, "+14155550199", outcome, Optional.of(to), Optional.of(from));
    }

    private static CallRecord full(
            String callId, String caller, CallOutcome outcome, Optional<CallTransfer> to, Optional<CallTransfer> from) {
        return new CallRecord(
                callId,
                CallDirection.PBX_TO_TEAMS,
                Optional.of("northwind"),
                Optional.of("acme"),
                Optional.of("acme-route"),
                Optional.of("acme-hq"),
                Optional.of("ann"),
                caller,
                "101",
                Optional.of("+14155550199"),
                Optional.of("+14155550101"),
                "a84b4c76e66710@pbx.example",
                Optional.of("7d2f@gateway.example"),
                "192.0.2.10:5060",
                Optional.of("tls 198.51.100.7:5061"),
                START,
                Optional.of(START.plusMillis(350)),
                Optional.of(START.plusMillis(4_350)),
                START.plusMillis(64_350),
                Optional.of(new CallMedia(List.of("PCMU", "telephone-event"), "RTP/SAVP", CallMedia.Path.DIRECT)),
                outcome,
                to,
                from,
                to.map(any -> "Q.850;cause=22;text=\"7b1d;BackToBackSessionDeleted\""));
    }

    static CallRecord refused(String callId) {
        return new CallRecord(
                callId,
                CallDirection.TEAMS_TO_PBX,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "+14155550101",
                "100",
                Optional.empty(),
                Optional.empty(),
                "5a1c@sbc.example",
                Optional.empty(),
                "198.51.100.7:5061",
                Optional.empty(),
                START,
                Optional.empty(),
                Optional.empty(),
                START,
                Optional.empty(),
                new CallOutcome.Refused("unknown_tenant", 404, 1, "Create a direct route for this host."),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
