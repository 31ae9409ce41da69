package org.linekeeper.call;

import java.time.Clock;
import java.util.function.Supplier;
import org.linekeeper.config.store.Directory;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.EventPublisher;

/**
 * What calls need of others.
 *
 * @param directory the model
 * @param lines the registrations
 * @param locator finds servers
 * @param health what is known of targets
 * @param events takes what happens
 * @param clock tells the time of day
 * @param ids gives a new unguessable value of letters and digits each time; any thread
 */
public record CallPorts(
        Directory directory,
        RegisteredLines lines,
        ServerLocator locator,
        TargetHealth health,
        EventPublisher events,
        Clock clock,
        Supplier<String> ids) {}
