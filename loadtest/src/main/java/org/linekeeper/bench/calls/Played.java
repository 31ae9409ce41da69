package org.linekeeper.bench.calls;

import java.time.Instant;
import java.util.Map;

/** Calls that were played to their end and counted, whoever placed them. */
interface Played {
    /** Before the first. */
    Instant from();

    /** After the last. */
    Instant to();

    long calls();

    /** Of them, those that were refused and so have no record. */
    long refused();

    /** Whether none failed or was refused, and less than a thousandth was sent again. */
    boolean isGood();

    /** For the JSON file. */
    Map<String, Object> told();
}
