package org.linekeeper.config;

/**
 * An address with a port, to listen on, to announce or to reach.
 *
 * @param host domain name or IP literal; IPv6 without brackets
 * @param port 1 to 65535; 0 where listening means "any free port"
 */
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
