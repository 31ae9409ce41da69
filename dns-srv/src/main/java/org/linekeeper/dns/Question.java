package org.linekeeper.dns;

import java.util.Locale;

/**
 * What is asked of DNS, and the key of the cache.
 *
 * @param name a domain name without its last dot, in master file form; lower case, as names are compared without case (RFC 4343)
 */
record Question(String name, RecordType type) {
    Question {
        name = name.toLowerCase(Locale.ROOT);
    }
}
