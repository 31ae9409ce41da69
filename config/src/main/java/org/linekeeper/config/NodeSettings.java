package org.linekeeper.config;

/**
 * Who this daemon is.
 *
 * @param name shown in logs, metrics and call records
 */
public record NodeSettings(String name) {
    public static NodeSettings defaults() {
        return new NodeSettings("linekeeper");
    }
}
