package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.linekeeper.config.model.RegistrationOptions;

/**
 * What a step needs to know beside the state.
 *
 * @param now of a clock that does not jump
 * @param minExpires the least that this PBX was seen to accept; zero when unknown
 * @param traits what this PBX wants to see as far as known
 * @param reusesNonces whether credentials are sent before this PBX asks for them
 * @param refusals how often in a row the credentials of this line were refused
 * @param doubted whether a refusal of these credentials was doubted since they succeeded last
 * @param locatesAnew whether a refresh asks DNS, because its answer is outdated or a better target is up
 */
public record Circumstances(
        Instant now,
        Duration minExpires,
        Set<PbxTrait> traits,
        boolean reusesNonces,
        int refusals,
        boolean doubted,
        boolean locatesAnew) {
    public Circumstances {
        traits = Set.copyOf(traits);
    }

    /** Of a PBX of which nothing bad is known. */
    public Circumstances(Instant now, Duration minExpires, Set<PbxTrait> traits) {
        this(now, minExpires, traits, true, 0, false, false);
    }

    boolean has(PbxTrait trait) {
        return traits.contains(trait);
    }

    /** The same as far as the settings of the PBX allow. */
    Circumstances within(RegistrationOptions options) {
        boolean bare = options.outbound() == RegistrationOptions.Use.OFF && has(PbxTrait.OUTBOUND);
        boolean asked = options.preemptiveAuth() == RegistrationOptions.Use.OFF && reusesNonces;
        if (!bare && !asked) {
            return this;
        }
        Circumstances narrower = bare ? knowing(PbxTrait.OUTBOUND, false) : this;
        return new Circumstances(
                now, minExpires, narrower.traits, reusesNonces && !asked, refusals, doubted, locatesAnew);
    }

    Circumstances knowing(PbxTrait trait, boolean wanted) {
        Set<PbxTrait> next = new HashSet<>(traits);
        if (wanted) {
            next.add(trait);
        } else {
            next.remove(trait);
        }
        return new Circumstances(now, minExpires, next, reusesNonces, refusals, doubted, locatesAnew);
    }
}
