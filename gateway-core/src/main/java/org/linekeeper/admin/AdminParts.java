package org.linekeeper.admin;

import java.util.function.Supplier;
import org.linekeeper.call.Calls;
import org.linekeeper.call.LineStatuses;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;

/**
 * What the port serves.
 *
 * @param store the model
 * @param directory the model in memory
 * @param registrations what lines do
 * @param actions what can be done to registrations beside changing the model
 * @param calls what calls do, and how they are ended
 * @param lines how lines stand with calls
 * @param peers what the peers of direct routes do
 * @param readiness whether the gateway can work; asked on a worker thread, may block for a moment
 * @param metrics the metrics in the Prometheus text format; asked on a worker thread
 * @param observer told of every answer
 */
public record AdminParts(
        ConfigStore store,
        Directory directory,
        RegistrationsView registrations,
        RegistrationActions actions,
        Calls calls,
        LineStatuses lines,
        PeersView peers,
        Supplier<Readiness> readiness,
        Supplier<String> metrics,
        RequestObserver observer) {}
