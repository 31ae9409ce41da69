package org.linekeeper.dns;

import java.time.Duration;
import java.util.List;

/** What DNS says to a {@link Question}. */
sealed interface Answer {
    /** Something that a DNS server asserts, and for how long. */
    sealed interface Authoritative extends Answer {
        Duration ttl();
    }

    /** At least one record of the type that was asked for. */
    record Records(List<ResourceRecord> records, Duration ttl) implements Authoritative {
        public Records {
            records = List.copyOf(records);
        }
    }

    /** The name is an alias (CNAME) and the server did not follow it to its end. */
    record Alias(String target, Duration ttl) implements Authoritative {}

    /** The name exists without records of this type. */
    record NoRecords(Duration ttl) implements Authoritative {}

    /** NXDOMAIN. */
    record NoName(Duration ttl) implements Authoritative {}

    /**
     * No usable answer; says nothing about the name.
     *
     * @param cause SERVER_FAILURE, TIMEOUT or BAD_NAME
     * @param detail what happened, with the servers that were asked, as a part of a sentence
     */
    record Failed(Location.Cause cause, String detail) implements Answer {}
}
