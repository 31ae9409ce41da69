package org.linekeeper.registration.pace.machine;

import org.jspecify.annotations.Nullable;

/** A place in the queue of a target, then a permit to have one REGISTER after another in flight there until the attempt ends. */
public class Turn {
    /** What decides about the order. */
    public enum Claim {
        /** Its binding lives, and would lapse. */
        URGENT,
        /** No binding; its credentials succeeded before. */
        PROVEN,
        /** Its credentials never succeeded. */
        UNPROVEN
    }

    final String pbxId;
    final Claim claim;
    final Gate gate;
    boolean admitted;
    boolean over;
    /** Goes before all others, whatever it claims. */
    boolean favoured;

    long joinedAt;
    long admittedAt;

    @Nullable
    TenantQueue queue;

    final long deadline;
    /** Among those of its queue, by when it came. */
    long order;
    /** In the heap of its queue. */
    int place;

    private int requests;

    /** One that nothing ends for; {@code gate} is that of the PBX that the line belongs to. */
    protected Turn(String pbxId, Claim claim, Gate gate) {
        this(pbxId, claim, gate, Long.MAX_VALUE);
    }

    /**
     * @param gate of the PBX that the line belongs to
     * @param deadline when its binding ends: among the turns of a PBX with the same claim the soonest comes first
     */
    protected Turn(String pbxId, Claim claim, Gate gate, long deadline) {
        this.pbxId = pbxId;
        this.claim = claim;
        this.gate = gate;
        this.deadline = deadline;
    }

    /** Whether its line has a call in progress; asked only while it has to wait. */
    protected boolean isInCall() {
        return false;
    }

    /** Whether it must not be held back like a new registration. */
    boolean isPressing() {
        return favoured || claim == Claim.URGENT;
    }

    /** Whether nothing ends for it. */
    boolean isEndless() {
        return deadline == Long.MAX_VALUE;
    }

    public Claim claim() {
        return claim;
    }

    /** How long it waited for the permit, in nanoseconds. */
    public long waited() {
        return admittedAt - joinedAt;
    }

    /** One more REGISTER is sent. */
    public void sends() {
        requests++;
    }

    /** Whether no more than one REGISTER was made for it. */
    public boolean isFirstRequest() {
        return requests <= 1;
    }

    /** Whether it had its permit at this time. */
    public boolean wasAdmittedBefore(long time) {
        return admittedAt <= time;
    }

    /** How long each of its REGISTERs took up to now, in nanoseconds. */
    public long took(long now) {
        return Math.max(0, now - admittedAt) / Math.max(1, requests);
    }
}
