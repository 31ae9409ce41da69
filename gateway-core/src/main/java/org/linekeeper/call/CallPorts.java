package org.linekeeper.call;

import java.time.Clock;
import java.util.function.Supplier;
import org.linekeeper.config.store.Directory;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.TargetHealth;

/**
 * What calls need of others.
 *
 * @param directory the model
 * @param lines the registrations
 * @param locator finds servers
 * @param health what is known of targets
 * @param events takes what happens and keeps the records
 * @param clock tells the time of day
 * @param ids gives a new unguessable value of letters and digits each time; any thread
 */
public record CallPorts(
        Directory directory,
        RegisteredLines lines,
        ServerLocator locator,
        TargetHealth health,
        CallJournal events,
        Clock clock,
        Supplier<String> ids) {}
