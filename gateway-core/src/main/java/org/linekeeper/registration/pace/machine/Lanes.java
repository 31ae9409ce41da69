package org.linekeeper.registration.pace.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that wait for one target, by what they claim. Lines with a call in progress come before all others that are known there. */
final class Lanes {
    private final Lane inCall = new Lane(false);
    private final Lane urgent = new Lane(false);
    private final Lane proven = new Lane(false);
    private final Lane unproven = new Lane(true);

    /** @param waits whether it cannot go at once: only then is it asked for its calls */
    void add(Turn turn, boolean waits) {
        turn.favoured = waits && turn.claim != Turn.Claim.UNPROVEN && turn.isInCall();
        lane(turn).add(turn);
    }

    /** Takes a turn out before it was its turn. */
    void remove(Turn turn) {
        lane(turn).remove(turn);
    }

    /** Whoever has a call by now goes first. Whose call is over keeps its place. */
    void favourCalls() {
        List<Turn> favoured = new ArrayList<>();
        Consumer<Turn> ask = turn -> {
            if (turn.isInCall()) {
                favoured.add(turn);
            }
        };
        urgent.forEach(ask);
        proven.forEach(ask);
        favoured.forEach(turn -> {
            lane(turn).remove(turn);
            turn.favoured = true;
            lane(turn).add(turn);
        });
    }

    /** The next one of those that would lapse or have a call; null when there is none. */
    @Nullable
    Turn pollPressing(long now) {
        Turn turn = inCall.poll(now);
        return turn == null ? urgent.poll(now) : turn;
    }

    /** The next one that registers anew with credentials that succeeded before; null when there is none. */
    @Nullable
    Turn pollProven(long now) {
        return proven.poll(now);
    }

    /** The next one whose credentials never succeeded; null when there is none or all wait at closed gates. */
    @Nullable
    Turn pollUnproven(long now) {
        return unproven.poll(now);
    }

    int size() {
        return pressing() + proven.size() + unproven.size();
    }

    int pressing() {
        return inCall.size() + urgent.size();
    }

    boolean hasProven() {
        return proven.size() > 0;
    }

    boolean hasUnproven() {
        return unproven.size() > 0;
    }

    /** Until when the gates of all unproven ones are closed. */
    long unprovenClosedUntil() {
        return unproven.closedUntil();
    }

    /** A gate may be open now. */
    void gatesChanged() {
        unproven.gatesChanged();
    }

    /** Those that go first come first. */
    void forEach(Consumer<Turn> action) {
        List.of(inCall, urgent, proven, unproven).forEach(lane -> lane.forEach(action));
    }

    private Lane lane(Turn turn) {
        if (turn.favoured) {
            return inCall;
        }
        return switch (turn.claim) {
            case URGENT -> urgent;
            case PROVEN -> proven;
            case UNPROVEN -> unproven;
        };
    }
}
