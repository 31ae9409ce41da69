package org.linekeeper.registration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;

/** One line at run time. Its loop writes it; the volatile fields may be read by any thread. */
final class LineEntry {
    final String lineId;
    final Loop loop;
    volatile String pbxId;
    volatile Registration registration;
    volatile Instant since;
    /** Status and reason of the last response; empty for none. */
    volatile String lastResponse = "";

    Timers.@Nullable Timeout timer;

    @Nullable
    TargetPacer pacer;

    TargetPacer.@Nullable Turn turn;
    /** Whether its credentials succeeded, as they are now. */
    volatile boolean proven;
    /** Whether the turn was admitted: a permit to give back. */
    boolean permit;
    /** Counts lookups, so that the answer to an older one is known as such. */
    int lookups;
    /** No REGISTER with a higher CSeq will be sent before it is saved anew. */
    long cseqSaved;

    boolean bindingSaved;

    LineEntry(String lineId, String pbxId, Loop loop, Registration registration, Instant since) {
        this.lineId = lineId;
        this.pbxId = pbxId;
        this.loop = loop;
        this.registration = registration;
        this.since = since;
    }
}
