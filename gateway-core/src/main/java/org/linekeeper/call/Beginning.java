package org.linekeeper.call;

import java.util.function.Consumer;
import org.linekeeper.call.machine.CallMachine;
import org.linekeeper.call.machine.CallStep;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.RefusalPolicy;
import org.linekeeper.event.CallDirection;

/** How a call begins: who sits where, and with what. */
interface Beginning {
    /** The leg that came in. */
    Leg caller(Consumer<LegSignal> call);

    /** The leg that goes out. */
    Leg callee(Consumer<LegSignal> call);

    /** How the caller learns of failures. */
    default RefusalPolicy refusals(CallDirection direction) {
        return switch (direction) {
            case TEAMS_TO_PBX -> FailureCodes.towardsTeams();
            case PBX_TO_TEAMS -> FailureCodes.towardsPbx();
        };
    }

    /** The first step. */
    CallStep first(CallMachine machine);

    /** Call-ID of the message that began it. */
    String sipCallId();

    /** Address and port that it came from. */
    String source();
}
