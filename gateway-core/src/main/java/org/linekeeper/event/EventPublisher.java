package org.linekeeper.event;

/** Takes events from the owner threads of lines and calls. Must not block and must not throw. */
@FunctionalInterface
public interface EventPublisher {
    void publish(GatewayEvent event);
}
