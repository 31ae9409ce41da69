package org.linekeeper.dns;

import java.util.List;

/** What is known of one name and type, aliases followed. */
sealed interface Lookup {
    /** An answer is missing; the question is noted. */
    record Pending() implements Lookup {}

    /** At least one record. */
    record Records(List<ResourceRecord> records) implements Lookup {
        <T extends ResourceRecord> List<T> of(Class<T> type) {
            return records.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /** DNS says that there is none: NXDOMAIN or NO_RECORDS. */
    record None(Location.Cause cause) implements Lookup {}

    /** DNS does not say. */
    record Failed(Location.Cause cause, String detail) implements Lookup {}
}
