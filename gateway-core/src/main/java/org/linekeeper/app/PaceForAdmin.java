package org.linekeeper.app;

import org.linekeeper.admin.PbxPaceView;
import org.linekeeper.registration.CredentialBreakerView;
import org.linekeeper.registration.PbxLearnedView;
import org.linekeeper.registration.PbxRegistrationView;
import org.linekeeper.registration.TargetPaceView;

/** The pace of a PBX as the admin port shows it. */
final class PaceForAdmin {
    private PaceForAdmin() {}

    static PbxPaceView of(PbxRegistrationView pbx) {
        return new PbxPaceView(
                pbx.targets().stream().map(PaceForAdmin::of).toList(), of(pbx.credentials()), of(pbx.learned()));
    }

    private static PbxPaceView.TargetPace of(TargetPaceView pace) {
        return new PbxPaceView.TargetPace(
                pace.target().shown(),
                switch (pace.state()) {
                    case UP -> PbxPaceView.TargetState.UP;
                    case DOWN -> PbxPaceView.TargetState.DOWN;
                    case GATED -> PbxPaceView.TargetState.GATED;
                },
                pace.until(),
                pace.window(),
                pace.inFlight(),
                pace.waiting(),
                pace.perSecond(),
                pace.median(),
                pace.p95());
    }

    private static PbxPaceView.Credentials of(CredentialBreakerView breaker) {
        return new PbxPaceView.Credentials(
                switch (breaker.state()) {
                    case CLOSED -> PbxPaceView.BreakerState.CLOSED;
                    case OPEN -> PbxPaceView.BreakerState.OPEN;
                    case HALF_OPEN -> PbxPaceView.BreakerState.HALF_OPEN;
                },
                breaker.until(),
                breaker.refusedLines());
    }

    private static PbxPaceView.Learned of(PbxLearnedView learned) {
        return new PbxPaceView.Learned(
                learned.minExpires(),
                learned.grantedInstead(),
                learned.outbound(),
                learned.nonceReuse(),
                learned.nonceReuseRate(),
                learned.address()
                        .map(address ->
                                new PbxPaceView.AddressSeen(address.seen(), address.shown(), address.expected())));
    }
}
