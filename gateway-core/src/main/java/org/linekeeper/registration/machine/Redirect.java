package org.linekeeper.registration.machine;

import java.util.Set;
import org.linekeeper.dns.ServerName;

/**
 * A 3xx that is being followed.
 *
 * @param to where it leads
 * @param realms realms that challenged this line at its own PBX: the only ones that are answered there
 */
record Redirect(ServerName to, Set<String> realms) {
    Redirect {
        realms = Set.copyOf(realms);
    }
}
