package org.linekeeper.call.machine;

import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.sdp.OfferPair;
import org.linekeeper.call.machine.sdp.Sdp;

/** What becomes of a call when somebody on another one wants a seat of it (RFC 3891 3). */
final class Replacing {
    /** RFC 3326, and what phones look for: a call that somebody else took is not a missed one. */
    private static final Release ELSEWHERE =
            new Release(Release.Kind.HANGUP, List.of("SIP;cause=200;text=\"Call completed elsewhere\""));

    private Replacing() {}

    /** What is to be done. */
    sealed interface Outcome {}

    /** The call goes on from here, with what its legs are to take, and what the world is told. */
    record Begun(CallState state, List<Told> inputs, List<CallNote> notes) implements Outcome {}

    /** Nothing changes. */
    record Refused(int status) implements Outcome {}

    /** What a leg is to take. */
    record Told(Side side, LegInput input) {}

    static Outcome of(CallState state, Side by, boolean earlyOnly, Optional<Body> offer) {
        return switch (state.phase()) {
            // "If the Replaces header field matches an early dialog that was not initiated by this UA, it returns a 481
            // (Call/Transaction Does Not Exist) response to the new INVITE."
            case SETUP, RINGING -> by == Side.CALLEE ? early(state, offer) : new Refused(481);
            // "If the 'early-only' flag is present ... and the dialog is confirmed, the UA returns a 486 Busy response"
            case TALKING -> earlyOnly ? new Refused(486) : confirmed(state, by, offer);
            // "If the Replaces header field has matched a dialog which has already terminated, the UA SHOULD decline
            // the request with a 603 Declined response."
            case ENDING -> new Refused(603);
        };
    }

    /** Whoever stays is offered the new one first. */
    private static Outcome confirmed(CallState state, Side by, Optional<Body> offer) {
        BridgeState bridged = state.bridge();
        if (!bridged.transfer().equals(Transfer.NONE) || !(state.leg(by) instanceof Established)) {
            return new Refused(491);
        }
        return new Begun(
                state.with(Transferring.replacing(bridged, by))
                        .with(Side.THIRD, new Across(Across.Stage.AWAITED, Optional.empty())),
                List.of(new Told(Side.THIRD, new LegSignal.Crossed(new LegEvent.UpdateOffered(offer)))),
                List.of());
    }

    /**
     * "If the Replaces header field matches an early dialog that was initiated by this user agent, it ... accepts the new INVITE
     * and ... terminates the early dialog by sending CANCEL". The caller still waits for the answer to its own offer, so each gets
     * the other's as its answer.
     */
    private static Outcome early(CallState state, Optional<Body> offer) {
        boolean rings = state.leg(Side.CALLEE) instanceof Calling calling
                && calling.heard().rings();
        if (!rings) {
            return new Refused(481);
        }
        Optional<Body> waiting = waiting(state.leg(Side.CALLER));
        Optional<OfferPair> pair = Session.read(waiting)
                .flatMap(first -> Session.read(offer).flatMap(second -> OfferPair.of(first, second)));
        if (pair.isEmpty()) {
            return new Refused(488);
        }
        Optional<Body> toCaller = answer(offer, pair.get().toFirst());
        BridgeState taken = state.bridge()
                .in(CallPhase.TALKING)
                .with(Transfer.by(Side.CALLEE, Transfer.Stage.TAKEN), Optional.empty())
                .withThird();
        return new Begun(
                state.with(taken).with(Side.THIRD, new Across(Across.Stage.AWAITED, offer)),
                List.of(
                        new Told(Side.CALLER, new LegCommand.Accept(toCaller)),
                        new Told(
                                Side.THIRD,
                                new LegCommand.Accept(answer(waiting, pair.get().toSecond()))),
                        new Told(Side.CALLEE, new LegCommand.Hangup(ELSEWHERE))),
                List.of(new CallNote.Answered(toCaller), new CallNote.Transferred(Side.CALLEE)));
    }

    /** The offer that the caller has no answer to yet. */
    private static Optional<Body> waiting(LegState caller) {
        if (caller instanceof Offered offered) {
            return offered.session().open();
        }
        return caller instanceof Across across ? across.described() : Optional.empty();
    }

    private static Optional<Body> answer(Optional<Body> owner, Sdp said) {
        return owner.map(body -> BodyParts.described(body, said.bytes()));
    }
}
