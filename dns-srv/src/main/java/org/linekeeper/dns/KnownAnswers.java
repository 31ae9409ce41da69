package org.linekeeper.dns;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of the answers at hand; notes which are missing and how old those are that were read. */
final class KnownAnswers {
    private final Answers known;
    private final Set<Question> missing = new LinkedHashSet<>();
    private Instant validUntil;
    private Answer.@Nullable Failed outage;

    /** @param latest the validity when nothing bounds it */
    KnownAnswers(Answers known, Instant latest) {
        this.known = known;
        this.validUntil = latest;
    }

    /** Looks a name up in what is known and follows its aliases. */
    Lookup find(String name, RecordType type) {
        Set<String> seen = new HashSet<>();
        Question question = new Question(name, type);
        while (seen.add(question.name()) && seen.size() <= AnswerReader.MAX_ALIASES + 1) {
            Known at = known.get(question);
            if (at == null) {
                missing.add(question);
                return new Lookup.Pending();
            }
            if (at.answer() instanceof Answer.Failed failed) {
                return new Lookup.Failed(failed.cause(), failed.detail());
            }
            note(at);
            if (at.answer() instanceof Answer.Records records) {
                return new Lookup.Records(records.records());
            }
            if (at.answer() instanceof Answer.NoName) {
                return new Lookup.None(Location.Cause.NXDOMAIN);
            }
            if (at.answer() instanceof Answer.Alias alias) {
                question = new Question(alias.target(), type);
            } else {
                return new Lookup.None(Location.Cause.NO_RECORDS);
            }
        }
        return new Lookup.Failed(
                Location.Cause.SERVER_FAILURE, "the aliases (CNAME) of " + name + " do not end; the zone is wrong");
    }

    /** The questions that must be asked before more can be said. */
    Set<Question> missing() {
        return missing;
    }

    Instant validUntil() {
        return validUntil;
    }

    /** Why one of the answers read was stale; empty when none was. */
    Optional<Answer.Failed> outage() {
        return Optional.ofNullable(outage);
    }

    private void note(Known read) {
        if (read.validUntil().isBefore(validUntil)) {
            validUntil = read.validUntil();
        }
        if (read.outage() != null) {
            outage = read.outage();
        }
    }
}
