package org.linekeeper.call.machine;

import java.util.Optional;

/** What a leg tells the bridge; no SIP in it. */
public sealed interface LegEvent {
    /** The callee's side has the call. */
    record Trying() implements LegEvent {}

    /** The callee rings or sends early media. */
    record Progress(int status, String phrase, Optional<Body> body) implements LegEvent {}

    /** The callee answered. */
    record Answered(Optional<Body> body) implements LegEvent {}

    /** The far end acknowledged what we accepted; carries its answer when we sent the offer. */
    record Acknowledged(Optional<Body> body) implements LegEvent {}

    /** The far end wants to change the session. */
    record UpdateOffered(Optional<Body> offer) implements LegEvent {}

    /** The far end agreed to a change. */
    record UpdateAgreed(Optional<Body> answer) implements LegEvent {}

    /** The far end did not agree, and what it said with it. */
    record UpdateDeclined(int status, String phrase) implements LegEvent {
        UpdateDeclined(int status) {
            this(status, "");
        }
    }

    /**
     * The session has changed, and nobody waits for an answer.
     *
     * @param hops how often the change went across already
     */
    record Changed(Optional<Body> description, int hops) implements LegEvent {}

    /** The session is to change, as soon as nothing is in the way, and somebody waits for how that goes. */
    record Wanted(Optional<Body> description) implements LegEvent {}

    /** What is in force here, as the far end said it. */
    record Described(Optional<Body> description) implements LegEvent {}

    /** The far end wants the other one to be connected elsewhere. */
    record Referred(Refer refer) implements LegEvent {}

    /** The far end was asked to execute a transfer, and does with a status below 300. */
    record ReferAnswered(int status) implements LegEvent {}

    /** How far the transfer is that the far end executes. */
    record ReferProgress(int status, String phrase, boolean last) implements LegEvent {}

    /** The far end knows how the transfer that it asked for ended, as far as it can be told. */
    record Notified() implements LegEvent {}

    /** The callee was not reached. */
    record Failed(LegFailure failure) implements LegEvent {}

    /** The caller gave up before an answer. */
    record GaveUp(Release release) implements LegEvent {}

    /** The leg was established and has ended by itself. */
    record Released(Release release) implements LegEvent {}

    /** Nothing more comes from this leg; always the last event, exactly once. */
    record Over() implements LegEvent {}
}
