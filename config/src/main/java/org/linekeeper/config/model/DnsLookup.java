package org.linekeeper.config.model;

/** Where server location (RFC 3263) starts, as the portal writes it in lower case. */
public enum DnsLookup {
    AUTO,
    NAPTR,
    SRV,
    A
}
