package org.linekeeper.event;

/** How a call ended: one value for CDR, log, metric and admin port. */
public sealed interface CallOutcome {
    /** Stable lower-case name. */
    String code();

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
        GATEWAY
    }

    /** It was answered, and somebody hung up. */
    record Completed(Party endedBy) implements CallOutcome {
        @Override
        public String code() {
            return "completed";
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
    record Cancelled() implements CallOutcome {
        @Override
        public String code() {
            return "cancelled";
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
    record Refused(String code, int sipCode, int q850, String advice) implements CallOutcome {}

    /** The far side of that leg answered with a failure, for example {@code busy}, {@code declined}, {@code no_answer}. */
    record Failed(String code, Leg leg, int sipCode, int q850, String advice) implements CallOutcome {}
}
