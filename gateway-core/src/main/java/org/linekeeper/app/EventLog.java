package org.linekeeper.app;

import java.util.Locale;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.PeerChanged;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what an operator may have to act on: failures, with the same code and advice as the views show. */
final class EventLog implements EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger("org.linekeeper.events");

    @Override
    public void publish(GatewayEvent event) {
        if (event instanceof RegistrationChanged changed) {
            registration(changed);
        } else if (event instanceof PeerChanged changed) {
            peer(changed);
        } else if (event instanceof CallEnded ended) {
            call(ended.record());
        }
    }

    private static void registration(RegistrationChanged changed) {
        if (changed.outcome() instanceof RegistrationOutcome.Failed failed) {
            LOG.warn(
                    "line {} on PBX {} is {}: {} {}: {}",
                    changed.lineId(),
                    changed.pbxId(),
                    word(changed.state()),
                    failed.code(),
                    failed.status(),
                    failed.advice());
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "line {} on PBX {} is {}: {}",
                    changed.lineId(),
                    changed.pbxId(),
                    word(changed.state()),
                    changed.outcome().code());
        }
    }

    private static void peer(PeerChanged peer) {
        String as = peer.localName().isEmpty() ? "" : " as " + peer.localName();
        if (peer.state().equals("up")) {
            LOG.info("peer {}{} is up: {}", peer.peer(), as, peer.answer().orElse(""));
        } else {
            LOG.warn(
                    "peer {}{} is {}: {}",
                    peer.peer(),
                    as,
                    peer.state(),
                    peer.advice().orElse(""));
        }
    }

    private static void call(CallRecord call) {
        if (call.outcome().advice().isEmpty()) {
            LOG.debug("call {} ended: {}", call.callId(), call.outcome().code());
        } else {
            CallOutcome outcome = call.outcome();
            LOG.info(
                    "call {} {} from {} ended by {} at stage {}{}: {} {} (Q.850 {}): {}{}",
                    call.callId(),
                    word(call.direction()),
                    call.source(),
                    word(outcome.endedBy()),
                    word(outcome.stage()),
                    outcome.failedLeg()
                            .map(leg -> " on the side of " + word(leg))
                            .orElse(""),
                    outcome.code(),
                    outcome.sipCode(),
                    outcome.q850(),
                    outcome.advice(),
                    call.reason().map(reason -> " It was said: " + reason).orElse(""));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
