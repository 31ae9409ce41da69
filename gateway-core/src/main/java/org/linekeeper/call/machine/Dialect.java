package org.linekeeper.call.machine;

import org.linekeeper.call.machine.sdp.Direction;
import org.linekeeper.call.machine.sdp.Sdp;

/** How a far end wants to hear of hold. */
public enum Dialect {
    /**
     * Teams understands {@code inactive} and nothing else; it refuses 0.0.0.0, offers of hold in a first INVITE, and INVITEs without
     * an offer.
     */
    TEAMS {
        @Override
        Sdp firstOffer(Sdp neutral) {
            return neutral.withDirections(direction -> Direction.SENDRECV);
        }

        @Override
        Sdp offer(Sdp neutral) {
            return inactive(neutral);
        }

        @Override
        Sdp answer(Sdp neutral, Direction offered) {
            // RFC 3264 6.1: "If a stream is offered as inactive, it MUST be accepted as inactive", also where the PBX
            // answers its phone's hold with sendrecv.
            return offered == Direction.INACTIVE ? all(neutral, Direction.INACTIVE) : inactive(neutral);
        }
    },

    /** Teams as it would be if it understood every direction: what it says itself is answered as RFC 3264 6.1 allows. */
    TEAMS_RFC3264 {
        @Override
        Sdp firstOffer(Sdp neutral) {
            return TEAMS.firstOffer(neutral);
        }

        @Override
        Sdp offer(Sdp neutral) {
            return neutral;
        }

        @Override
        Sdp answer(Sdp neutral, Direction offered) {
            boolean silent = neutral.direction() == Direction.INACTIVE;
            return switch (offered) {
                case SENDRECV -> neutral;
                case SENDONLY -> all(neutral, silent ? Direction.INACTIVE : Direction.RECVONLY);
                case RECVONLY -> all(neutral, silent ? Direction.INACTIVE : Direction.SENDONLY);
                case INACTIVE -> all(neutral, Direction.INACTIVE);
            };
        }
    },

    /** A PBX plays its music on hold to the far end of a phone that says {@code sendonly}, as desk phones do. */
    PBX {
        @Override
        Sdp firstOffer(Sdp neutral) {
            return neutral;
        }

        @Override
        Sdp offer(Sdp neutral) {
            return neutral.withDirections(
                    direction -> direction == Direction.INACTIVE ? Direction.SENDONLY : direction);
        }

        @Override
        Sdp answer(Sdp neutral, Direction offered) {
            if (neutral.direction() == Direction.SENDRECV && offered == Direction.SENDRECV) {
                return neutral;
            }
            // RFC 3264 6.1: an offer of sendonly is answered with recvonly or inactive, one of recvonly with sendonly
            // or
            // inactive, one of inactive with inactive.
            Direction answer =
                    switch (offered) {
                        case SENDRECV -> Direction.SENDONLY;
                        case SENDONLY -> Direction.RECVONLY;
                        case RECVONLY -> Direction.SENDONLY;
                        case INACTIVE -> Direction.INACTIVE;
                    };
            return all(neutral, answer);
        }
    },

    /** A PBX that is not to play its music: it hears of no hold, so that whoever is held hears what Teams sends. */
    PBX_WITHOUT_MUSIC {
        @Override
        Sdp firstOffer(Sdp neutral) {
            return neutral;
        }

        @Override
        Sdp offer(Sdp neutral) {
            return all(neutral, Direction.SENDRECV);
        }

        @Override
        Sdp answer(Sdp neutral, Direction offered) {
            return offered == Direction.SENDRECV ? all(neutral, Direction.SENDRECV) : PBX.answer(neutral, offered);
        }
    };

    /** Whether this is Teams, in whose forks the first 18x counts. */
    boolean isTeams() {
        return this == TEAMS || this == TEAMS_RFC3264;
    }

    /** The first offer of a call. */
    abstract Sdp firstOffer(Sdp neutral);

    /** An offer within the call. */
    abstract Sdp offer(Sdp neutral);

    /** An answer, to an offer that asked for that direction. */
    abstract Sdp answer(Sdp neutral, Direction offered);

    private static Sdp inactive(Sdp neutral) {
        return neutral.direction() == Direction.SENDRECV ? neutral : all(neutral, Direction.INACTIVE);
    }

    private static Sdp all(Sdp neutral, Direction wanted) {
        return neutral.withDirections(direction -> wanted);
    }
}
