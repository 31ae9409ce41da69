package org.linekeeper.event;

import java.util.Optional;

/** How a call ended: one value for CDR, log, metric and admin port. */
public sealed interface CallOutcome {
    /** Stable lower-case name. */
    String code();

    /** Who ended it. */
    Party endedBy();

    /** On which side what went wrong did; empty when nothing did, or neither side is to blame. */
    Optional<Leg> failedLeg();

    /** How far it had come. */
    Stage stage();

    /** The SIP status that tells it best: 200 for an answered call. */
    int sipCode();

    /** The ITU-T Q.850 cause. */
    int q850();

    /** What to do next, in plain words; empty when all is well. */
    String advice();

    /** A side of the bridge. */
    enum Leg {
        TEAMS,
        PBX
    }

    /** Who did it. */
    enum Party {
        CALLER,
        CALLEE,
        GATEWAY,
        /** Somebody at the admin port. */
        OPERATOR
    }

    /** How far a call had come when it ended. */
    enum Stage {
        /** It was not let in. */
        ADMISSION,
        /** Nobody had said yet that it rings. */
        SETUP,
        /** It rang. */
        RINGING,
        /** It was answered. */
        ANSWERED
    }

    /** It was answered, and somebody hung up. */
    record Completed(Party endedBy) implements CallOutcome {
        @Override
        public String code() {
            return "completed";
        }

        @Override
        public Optional<Leg> failedLeg() {
            return Optional.empty();
        }

        @Override
        public Stage stage() {
            return Stage.ANSWERED;
        }

        @Override
        public int sipCode() {
            return 200;
        }

        @Override
        public int q850() {
            return 16;
        }

        @Override
        public String advice() {
            return "";
        }
    }

    /** The caller gave up before an answer. */
    record Cancelled(Stage stage) implements CallOutcome {
        @Override
        public String code() {
            return "cancelled";
        }

        @Override
        public Party endedBy() {
            return Party.CALLER;
        }

        @Override
        public Optional<Leg> failedLeg() {
            return Optional.empty();
        }

        @Override
        public int sipCode() {
            return 487;
        }

        @Override
        public int q850() {
            return 16;
        }

        @Override
        public String advice() {
            return "";
        }
    }

    /** The gateway refused it, for example {@code unknown_tenant}, {@code unknown_caller}, {@code line_not_registered}. */
    record Refused(String code, int sipCode, int q850, String advice) implements CallOutcome {
        @Override
        public Party endedBy() {
            return Party.GATEWAY;
        }

        @Override
        public Optional<Leg> failedLeg() {
            return Optional.empty();
        }

        @Override
        public Stage stage() {
            return Stage.ADMISSION;
        }
    }

    /** One side failed, for example {@code busy}, {@code declined}, {@code no_answer}, {@code timeout}. */
    record Failed(String code, Party endedBy, Leg leg, Stage stage, int sipCode, int q850, String advice)
            implements CallOutcome {
        @Override
        public Optional<Leg> failedLeg() {
            return Optional.of(leg);
        }
    }

    /** The gateway itself ended it: it stopped, or was asked to. */
    record Released(String code, Party endedBy, Stage stage, int sipCode, int q850, String advice)
            implements CallOutcome {
        @Override
        public Optional<Leg> failedLeg() {
            return Optional.empty();
        }
    }
}
