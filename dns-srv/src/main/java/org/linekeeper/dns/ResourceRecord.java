package org.linekeeper.dns;

import java.net.InetAddress;

/** The part of a record that server location needs. Names have no last dot; the root is the empty name. */
sealed interface ResourceRecord {
    /** RFC 3403 4.1. */
    record Naptr(int order, int preference, String flags, String service, String regexp, String replacement)
            implements ResourceRecord {}

    /** RFC 2782. */
    record Srv(int priority, int weight, int port, String target) implements ResourceRecord {}

    /** A or AAAA. */
    record Address(InetAddress address) implements ResourceRecord {}
}
