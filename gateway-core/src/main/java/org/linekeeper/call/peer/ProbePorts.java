package org.linekeeper.call.peer;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.linekeeper.call.peer.machine.HealthMachine;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.EventPublisher;

/**
 * What asking needs of others.
 *
 * @param machine decides
 * @param locator finds servers
 * @param health is told of targets, so that calls try what is down last
 * @param sender sends
 * @param events is told of changes
 * @param clock tells the time of day
 * @param random spreads the questions in time; used on all loops
 */
public record ProbePorts(
        HealthMachine machine,
        ServerLocator locator,
        TargetHealth health,
        OptionsSender sender,
        EventPublisher events,
        Clock clock,
        RandomGenerator random) {}
