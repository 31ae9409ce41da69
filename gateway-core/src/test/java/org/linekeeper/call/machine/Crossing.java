package org.linekeeper.call.machine;

import java.util.EnumSet;
import java.util.Set;

/** What crosses something of ours on its way, or comes when it is too late: what a simulation met, so that a test can count it. */
enum Crossing {
    /** A 2xx comes after our CANCEL went out. */
    CANCEL_MEETS_200,
    /** A 2xx comes while our CANCEL still waits for a provisional response. */
    HELD_CANCEL_MEETS_200,
    /** A CANCEL comes after our 200 went out. */
    LATE_CANCEL,
    /** The caller hangs up in an early dialog. */
    EARLY_BYE,
    /** The caller hangs up before its ACK has come. */
    BYE_BEFORE_ACK,
    BYE_MEETS_BYE,
    REINVITE_MEETS_REINVITE,
    /** The far end met our re-INVITE with one of its own. */
    GLARE_TOLD,
    /** A re-INVITE comes before our answer to the INVITE was acknowledged. */
    REINVITE_BEFORE_ACK,
    REINVITE_MEETS_BYE,
    /** The answer to our re-INVITE comes after our BYE went out. */
    UPDATE_ANSWER_MEETS_BYE,
    /** The far end hangs up instead of answering our re-INVITE. */
    BYE_MEETS_REINVITE,
    /** A REFER comes after our BYE went out, or after the far end's. */
    REFER_MEETS_BYE,
    /** A REFER comes while another one is being executed. */
    REFER_MEETS_REFER,
    /** A REFER comes while a re-INVITE of ours is out. */
    REFER_MEETS_REINVITE,
    /** The transferor hangs up before the target has answered. */
    TRANSFEROR_GOES,
    /** The transferee hangs up before the target has answered. */
    TRANSFEREE_GOES,
    /** A second fork answers. */
    SECOND_FORK,
    /** An attempt that was left behind rings or answers. */
    LEFT_BEHIND,
    /** A 2xx comes after all was over. */
    ANSWER_AFTER_THE_END;

    /** What this signal meets, before the machine takes it. */
    static Set<Crossing> of(CallState state, Side side, LegSignal signal) {
        LegState leg = state.leg(side);
        Set<Crossing> met = EnumSet.noneOf(Crossing.class);
        if (signal instanceof LegSignal.OfAttempt of && of.attempt() != leg.attempt()) {
            add(met, LEFT_BEHIND, signal instanceof LegSignal.Provisional || signal instanceof LegSignal.Answer);
            return met;
        }
        Transfer transfer = state.bridge().transfer();
        if (signal instanceof LegSignal.Answer) {
            add(met, CANCEL_MEETS_200, leg instanceof Cancelling cancelling && cancelling.sent());
            add(met, HELD_CANCEL_MEETS_200, leg instanceof Cancelling cancelling && !cancelling.sent());
            add(met, SECOND_FORK, leg instanceof Established);
            add(met, ANSWER_AFTER_THE_END, leg instanceof Gone);
        } else if (signal instanceof LegSignal.Cancelled) {
            add(met, LATE_CANCEL, leg instanceof AwaitingAck);
        } else if (signal instanceof LegSignal.Bye) {
            add(met, EARLY_BYE, leg instanceof Offered);
            add(met, BYE_BEFORE_ACK, leg instanceof AwaitingAck);
            add(met, BYE_MEETS_BYE, leg instanceof Releasing);
            add(met, BYE_MEETS_REINVITE, isAsking(leg));
            boolean waits = transfer.stage() == Transfer.Stage.PLACED || transfer.stage() == Transfer.Stage.ANSWERED;
            add(met, TRANSFEROR_GOES, waits && leg instanceof Established && side == transfer.by());
            add(met, TRANSFEREE_GOES, waits && leg instanceof Established && side == transfer.survivor());
        } else if (signal instanceof LegSignal.UpdateReceived) {
            add(met, REINVITE_MEETS_REINVITE, isAsking(leg));
            add(met, REINVITE_BEFORE_ACK, leg instanceof AwaitingAck);
            add(met, REINVITE_MEETS_BYE, leg instanceof Releasing || leg instanceof Gone);
        } else if (signal instanceof LegSignal.UpdateRejected rejected) {
            add(met, GLARE_TOLD, rejected.status() == 491 && isAsking(leg));
        } else if (signal instanceof LegSignal.UpdateAccepted) {
            add(met, UPDATE_ANSWER_MEETS_BYE, leg instanceof Releasing);
        } else if (signal instanceof LegSignal.Referred) {
            add(met, REFER_MEETS_BYE, leg instanceof Releasing || leg instanceof Gone);
            add(met, REFER_MEETS_REINVITE, isAsking(leg));
            add(met, REFER_MEETS_REFER, leg instanceof Established && transfer.stage() != Transfer.Stage.NONE);
        }
        return met;
    }

    private static boolean isAsking(LegState leg) {
        return leg instanceof Established established
                && (established.exchange() == Exchange.OUTGOING || established.exchange() == Exchange.OUTGOING_OWN);
    }

    private static void add(Set<Crossing> met, Crossing crossing, boolean is) {
        if (is) {
            met.add(crossing);
        }
    }
}
