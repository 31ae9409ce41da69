package org.linekeeper.call;

import java.time.Instant;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.event.CallDirection;

/**
 * A call as it stands.
 *
 * @param callId the gateway's own id of the call
 * @param direction which way
 * @param lineId whose call
 * @param caller the caller as received
 * @param callee the callee as received
 * @param state how far it is
 * @param since when its INVITE came
 */
public record CallView(
        String callId,
        CallDirection direction,
        String lineId,
        String caller,
        String callee,
        CallPhase state,
        Instant since) {}
