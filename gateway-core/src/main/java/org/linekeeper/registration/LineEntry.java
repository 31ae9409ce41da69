package org.linekeeper.registration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.TimerTask;
import org.linekeeper.sip.loop.Timers;

/**
 * One line at run time. Its loop writes it; what is volatile may be read by any thread. There are many: it is its own timer task,
 * holds numbers rather than objects, and its registration is packed while it rests.
 */
final class LineEntry extends TimerTask {
    final String lineId;
    private final LineHome home;
    private final long identityHigh;
    private final long identityLow;
    /** A {@link Registration}, or a {@link Resting} in its place. */
    private volatile Object standing;

    /** What is known of its PBX. */
    volatile PbxFacts facts;

    /** When its state changed last, since 1970; read as unsigned, as is the next one. */
    private volatile int sinceSeconds;
    /** Since when it is bound without a gap; 0 while it is not. */
    private volatile int boundSinceSeconds;
    /** Status and reason of the last response; empty for none. */
    volatile String lastResponse = "";
    /** The last transitions; null for none. */
    volatile long @Nullable [] history;

    Timers.@Nullable Timeout timer;

    @Nullable
    TargetPacer pacer;

    TargetPacer.@Nullable Turn turn;
    /** The flow that it registers over; 0 for none. */
    int flow;
    /** Counts lookups, so that the answer to an older one is known as such. */
    byte lookups;
    /** Whether the turn was admitted: a permit to give back. */
    boolean permit;

    private byte marks;
    /** No REGISTER with a higher CSeq will be sent before it is saved anew. */
    int cseqSaved;

    LineEntry(String lineId, PbxFacts facts, LineHome home, Registration registration, Instant since) {
        this.lineId = lineId;
        this.facts = facts;
        this.home = home;
        this.identityHigh = registration.identity().high();
        this.identityLow = registration.identity().low();
        this.standing = registration;
        this.sinceSeconds = (int) since.getEpochSecond();
    }

    /** What is true or not of a line, beside its registration. Its loop only. */
    enum Mark {
        /** The store has a state of it. */
        SAVED(1),
        /** The state in the store has a binding. */
        BINDING_SAVED(2),
        /** It waits to be written to the store. */
        TO_BE_SAVED(4),
        /** Something happened since it was saved. */
        CHANGED(8),
        /** The flow that it sent over was lost, and nothing speaks against its target yet. */
        FLOW_LOST(16),
        /** Its credentials succeeded, as they are now. */
        PROVEN(32);

        private final int bit;

        Mark(int bit) {
            this.bit = bit;
        }
    }

    Loop loop() {
        return home.loop();
    }

    String pbxId() {
        return facts.pbxId();
    }

    LineIdentity identity() {
        return new LineIdentity(identityHigh, identityLow);
    }

    boolean hasIdentity(LineIdentity identity) {
        return identity.high() == identityHigh && identity.low() == identityLow;
    }

    /** A hash of the identity, which is random already. */
    int identityHash() {
        return Long.hashCode(identityHigh);
    }

    /** Where it stands, as the machine sees it. */
    Registration registration() {
        Object now = standing;
        return now instanceof Resting resting ? resting.unpack(identity()) : (Registration) now;
    }

    /** The bytes in which it rests while it is bound; null where it does not rest so. */
    @Nullable
    RestingBound restingBound() {
        return standing instanceof RestingBound bound ? bound : null;
    }

    /** Its new standing; kept small when it rests. */
    void stands(Registration registration) {
        Resting resting = Resting.pack(registration, facts.terms());
        standing = resting == null ? registration : resting;
    }

    /** Since when it is in this state, in whole seconds: a line that is refreshed stays registered. */
    Instant since(RegistrationState state) {
        int bound = boundSinceSeconds;
        boolean stays = state == RegistrationState.REGISTERED || state == RegistrationState.REFRESHING;
        return seconds(stays && bound != 0 ? bound : sinceSeconds);
    }

    /** It comes into another state. A binding that is gone shows in one of those that a line without binding goes through. */
    void comesInto(RegistrationState state, Instant now) {
        int seconds = (int) now.getEpochSecond();
        sinceSeconds = seconds;
        switch (state) {
            case REGISTERED -> boundSinceSeconds = boundSinceSeconds == 0 ? seconds : boundSinceSeconds;
            case UNREGISTERED, REGISTERING, UNREGISTERING, REJECTED -> boundSinceSeconds = 0;
            case LOCATING, REFRESHING, BACKING_OFF -> {}
        }
    }

    /** Since when it is bound without a gap, as seconds since 1970, read as unsigned; 0 while it is not. */
    int boundSinceSeconds() {
        return boundSinceSeconds;
    }

    /** It has been bound since then. */
    void boundSince(Instant time) {
        boundSinceSeconds = (int) time.getEpochSecond();
    }

    private static Instant seconds(int sinceEpoch) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(sinceEpoch));
    }

    boolean is(Mark mark) {
        return (marks & mark.bit) != 0;
    }

    void mark(Mark mark, boolean set) {
        marks = (byte) (set ? marks | mark.bit : marks & ~mark.bit);
    }

    /** Its timer has fired. */
    @Override
    public void run() {
        home.runner().timerFired(this);
    }
}
