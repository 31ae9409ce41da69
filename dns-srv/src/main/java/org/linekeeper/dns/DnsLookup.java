package org.linekeeper.dns;

/** Where server location starts: a setting of each PBX. */
public enum DnsLookup {
    /** The whole of RFC 3263: NAPTR, then SRV, then addresses. */
    AUTO,
    /** NAPTR must answer; no fall back to guessed SRV names. */
    NAPTR,
    /** SRV of the transport's name; addresses only where the name has no SRV records. */
    SRV,
    /** A and AAAA only, with the transport's default port. */
    A
}
