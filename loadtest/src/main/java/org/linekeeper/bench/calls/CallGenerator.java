package org.linekeeper.bench.calls;

/** Who places and answers the calls; written in lower case on the command line. */
enum CallGenerator {
    /** SIPp for all; it cannot place more than some thousand calls a second with both ends on one core. */
    sipp,

    /** {@link org.linekeeper.bench.generator} for all but what is held and the cold start. */
    own,

    /** SIPp as far as it can, the own one for what SIPp cannot do. */
    auto
}
