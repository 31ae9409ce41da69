package org.linekeeper.dns;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be located: the host, port and transport of a SIP URI or of an outbound proxy setting.
 *
 * @param host a domain name or an IP literal (IPv6 with or without brackets)
 * @param port 1 to 65535; when present no NAPTR or SRV query is made (RFC 3263 4.2)
 * @param transport what the URI or the setting demands; empty lets DNS choose
 * @param lookup where to start
 */
public record ServerName(String host, OptionalInt port, Optional<SipTransport> transport, DnsLookup lookup) {}
