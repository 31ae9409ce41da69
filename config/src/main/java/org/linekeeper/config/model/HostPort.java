package org.linekeeper.config.model;

import java.util.OptionalInt;

/**
 * A host with an optional port.
 *
 * @param host domain name or IP literal; IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, OptionalInt port) {
    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port.isPresent() ? shown + ":" + port.getAsInt() : shown;
    }
}
