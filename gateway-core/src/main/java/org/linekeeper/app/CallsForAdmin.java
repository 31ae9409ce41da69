package org.linekeeper.app;

import java.util.List;
import org.linekeeper.admin.CallsView;
import org.linekeeper.call.CallView;
import org.linekeeper.call.Calls;

/** Calls in progress as the admin port shows them. */
final class CallsForAdmin implements CallsView {
    private final Calls calls;

    CallsForAdmin(Calls calls) {
        this.calls = calls;
    }

    @Override
    public List<CallInProgress> inProgress() {
        return calls.inProgress().stream().map(CallsForAdmin::shown).toList();
    }

    private static CallInProgress shown(CallView call) {
        return new CallInProgress(
                call.callId(),
                call.direction(),
                switch (call.state()) {
                    case SETUP -> CallState.SETUP;
                    case RINGING -> CallState.RINGING;
                    case TALKING -> CallState.ANSWERED;
                    case ENDING -> CallState.ENDING;
                },
                call.lineId(),
                call.caller(),
                call.callee(),
                call.since());
    }
}
