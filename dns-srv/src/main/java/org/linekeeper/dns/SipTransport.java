package org.linekeeper.dns;

/** A transport that SIP runs over here, with what RFC 3263 and RFC 3261 19.1.2 attach to it. */
public enum SipTransport {
    UDP("udp", 5060, "_sip._udp.", "SIP+D2U"),
    TCP("tcp", 5060, "_sip._tcp.", "SIP+D2T"),
    TLS("tls", 5061, "_sips._tcp.", "SIPS+D2T");

    private final String token;
    private final int defaultPort;
    private final String srvPrefix;
    private final String naptrService;

    SipTransport(String token, int defaultPort, String srvPrefix, String naptrService) {
        this.token = token;
        this.defaultPort = defaultPort;
        this.srvPrefix = srvPrefix;
        this.naptrService = naptrService;
    }

    /** The value of a {@code transport} URI parameter, lower case. */
    public String token() {
        return token;
    }

    /** The port where none is given: 5060, or 5061 for TLS. */
    public int defaultPort() {
        return defaultPort;
    }

    /** What stands before the domain in an SRV query, with its trailing dot (RFC 3263 4.1). */
    public String srvPrefix() {
        return srvPrefix;
    }

    /** The service field of a NAPTR record for this transport (RFC 3263 4.1). */
    public String naptrService() {
        return naptrService;
    }
}
