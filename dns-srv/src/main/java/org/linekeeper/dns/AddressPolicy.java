package org.linekeeper.dns;

/** Which addresses of a dual-stack host are used, and in what order. */
public enum AddressPolicy {
    /** Every IPv4 address of a host, then its IPv6 addresses. */
    IPV4_FIRST,
    /** Every IPv6 address of a host, then its IPv4 addresses. */
    IPV6_FIRST,
    /** A records only; AAAA is never asked for. */
    IPV4_ONLY,
    /** AAAA records only; A is never asked for. */
    IPV6_ONLY
}
