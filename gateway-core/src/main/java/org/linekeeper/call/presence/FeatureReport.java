package org.linekeeper.call.presence;

import java.time.Instant;
import java.util.Optional;

/**
 * What a PBX said when it was told whether a line is not to be disturbed.
 *
 * @param doNotDisturb what it was told
 * @param outcome what came of it
 * @param sipCode its answer; empty without one
 * @param at when
 */
public record FeatureReport(boolean doNotDisturb, Outcome outcome, Optional<Integer> sipCode, Instant at) {
    /** What came of telling. */
    public enum Outcome {
        /** The PBX keeps its calls, or sends them again. */
        ACCEPTED,
        /** It does not know as-feature-event. */
        UNSUPPORTED,
        /** It refused, did not answer, or the line has no binding. */
        FAILED
    }

    /** What it means, in plain words. */
    public String advice() {
        return switch (outcome) {
            case ACCEPTED ->
                doNotDisturb ? "The PBX knows that the line is not to be disturbed." : "The PBX sends calls again.";
            case UNSUPPORTED ->
                "The PBX does not know as-feature-event. Its calls get 480 instead; set pauseMethod of the PBX to status.";
            case FAILED ->
                doNotDisturb
                        ? "The PBX could not be told. Its calls get 480 instead; see whether the line is registered."
                        : "The PBX could not be told that calls are wanted again; that is tried again until it succeeds.";
        };
    }
}
