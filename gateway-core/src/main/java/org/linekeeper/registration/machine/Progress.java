package org.linekeeper.registration.machine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.linekeeper.sip.auth.DigestChallenge;

/**
 * What has happened in an attempt.
 *
 * @param sent whether a REGISTER is in flight; false while it waits for its turn
 * @param answered challenges answered in this attempt
 * @param preemptive whether the last REGISTER carried credentials nobody had asked for in this attempt
 * @param rounds how many REGISTERs were sent
 * @param query whether the last REGISTER only asked for the bindings
 * @param carried the traits of the last REGISTER
 * @param toggled traits that an answer has changed already
 * @param obeyed what is done once only and was done
 */
record Progress(
        boolean sent,
        List<DigestChallenge> answered,
        boolean preemptive,
        int rounds,
        boolean query,
        Set<PbxTrait> carried,
        Set<PbxTrait> toggled,
        Set<Once> obeyed) {
    /** Upper end of REGISTERs in one attempt, whatever the PBX answers. */
    private static final int MAX_ROUNDS = 6;

    static final Progress WAITING = new Progress(false, List.of(), false, 0, false, Set.of(), Set.of(), Set.of());

    /** What an attempt does at most once. */
    enum Once {
        /** The expiry was raised after a 423. */
        INTERVAL_RAISED,
        /** Credentials were given once more after an answer of which nobody knows whether it is the first one */
        ANSWERED_AGAIN,
        /** Credentials were left out after a 403. */
        BARE,
        /** UDP was left for TCP, because the PBX wanted it so. */
        STREAM,
        /** UDP was left for TCP, because the request is too large for a datagram. */
        LARGE
    }

    Progress {
        answered = List.copyOf(answered);
        carried = Set.copyOf(carried);
        toggled = Set.copyOf(toggled);
        obeyed = Set.copyOf(obeyed);
    }

    boolean mayGoOn() {
        return rounds < MAX_ROUNDS;
    }

    boolean did(Once what) {
        return obeyed.contains(what);
    }

    Progress sending(boolean withPreemptive, boolean asQuery, Set<PbxTrait> traits) {
        return new Progress(true, answered, withPreemptive, rounds + 1, asQuery, traits, toggled, obeyed);
    }

    Progress answering(List<DigestChallenge> challenges) {
        List<DigestChallenge> all = new ArrayList<>(answered);
        all.addAll(challenges);
        return new Progress(sent, all, preemptive, rounds, query, carried, toggled, obeyed);
    }

    Progress toggling(Set<PbxTrait> traits) {
        return new Progress(sent, answered, preemptive, rounds, query, carried, union(toggled, traits), obeyed);
    }

    Progress having(Once what) {
        return new Progress(sent, answered, preemptive, rounds, query, carried, toggled, union(obeyed, Set.of(what)));
    }

    /** Asks for another challenge, to give credentials once more. */
    Progress afresh() {
        return new Progress(sent, List.of(), preemptive, rounds, query, carried, toggled, obeyed)
                .having(Once.ANSWERED_AGAIN);
    }

    /** Waits for a turn once more; the REGISTERs sent so far still count. */
    Progress again() {
        return new Progress(false, List.of(), false, rounds, false, Set.of(), toggled, obeyed);
    }

    Progress overStream() {
        return again().having(Once.STREAM);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
