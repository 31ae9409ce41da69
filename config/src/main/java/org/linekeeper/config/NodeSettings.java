package org.linekeeper.config;

/**
 * Who this daemon is.
 *
 * @param name shown in the log when the gateway starts
 */
public record NodeSettings(String name) {
    public static NodeSettings defaults() {
        return new NodeSettings("linekeeper");
    }
}
