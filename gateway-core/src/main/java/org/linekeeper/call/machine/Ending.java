package org.linekeeper.call.machine;

import java.util.List;

/** How a call ended, in the words of the bridge. */
public sealed interface Ending {
    /** Values of Reason headers (RFC 3326) of whoever ended it. */
    default List<String> reasons() {
        return List.of();
    }

    /** It was answered, and that side hung up. */
    record HungUp(Side by, List<String> reasons) implements Ending {
        public HungUp {
            reasons = List.copyOf(reasons);
        }

        /** Nothing was said why. */
        public HungUp(Side by) {
            this(by, List.of());
        }
    }

    /** It was answered, and that leg broke. */
    record Broken(Side leg, Release.Kind kind) implements Ending {}

    /** The caller gave up before an answer. */
    record GivenUp(List<String> reasons) implements Ending {
        public GivenUp {
            reasons = List.copyOf(reasons);
        }

        /** Nothing was said why. */
        public GivenUp() {
            this(List.of());
        }
    }

    /** The callee was not reached; the caller was told so. */
    record NotReached(LegFailure failure, Refusal told) implements Ending {
        @Override
        public List<String> reasons() {
            return failure.reasons();
        }
    }

    /** It was answered; then one side asked for a transfer and hung up, and the target was not reached. */
    record NotTransferred(Side by, LegFailure failure) implements Ending {
        @Override
        public List<String> reasons() {
            return failure.reasons();
        }
    }

    /**
     * It was answered; then one side asked for a transfer and hung up, the target answered, and the other side refused its media.
     */
    record NotJoined(Side by, int status) implements Ending {}

    /** The gateway ended it, before or after an answer. */
    record Stopped(boolean answered) implements Ending {}

    /** The gateway was asked to end it, and did, before or after an answer. */
    record Released() implements Ending {}
}
