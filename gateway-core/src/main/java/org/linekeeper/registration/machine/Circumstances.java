package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What a step needs to know beside the state.
 *
 * @param now of a clock that does not jump
 * @param minExpires the least that this PBX was seen to accept; zero when unknown
 * @param traits what this PBX wants to see as far as known
 */
public record Circumstances(Instant now, Duration minExpires, Set<PbxTrait> traits) {
    public Circumstances {
        traits = Set.copyOf(traits);
    }

    boolean has(PbxTrait trait) {
        return traits.contains(trait);
    }

    Circumstances knowing(PbxTrait trait, boolean wanted) {
        Set<PbxTrait> next = new HashSet<>(traits);
        if (wanted) {
            next.add(trait);
        } else {
            next.remove(trait);
        }
        return new Circumstances(now, minExpires, next);
    }
}
