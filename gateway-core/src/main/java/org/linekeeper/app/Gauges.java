package org.linekeeper.app;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.linekeeper.call.CallEngine;
import org.linekeeper.call.PeerWatch;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.cdr.CdrWriter;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.LineStateStore;
import org.linekeeper.dns.DnsServerLocator;
import org.linekeeper.dns.Location;
import org.linekeeper.event.FanOut;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.RegistrationEngine;
import org.linekeeper.registration.RegistrationTally;
import org.linekeeper.registration.Registrations;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.transport.CertificateInUse;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.telemetry.Metrics;
import org.linekeeper.telemetry.WatchedMeter;

/** Shows what the parts count themselves as metrics, which know none of the parts. */
final class Gauges {
    private final Metrics metrics;

    Gauges(Metrics metrics) {
        this.metrics = metrics;
    }

    void registrations(Directory directory, Registrations registrations) {
        metrics.watchRegistrations(state -> lines(directory, registrations, state));
    }

    void pace(RegistrationEngine registration) {
        RegistrationTally tally = registration.tally();
        metrics.watch(WatchedMeter.REGISTER_CHALLENGES, tally::challenges);
        metrics.watch(WatchedMeter.REGISTER_STALE_NONCES, tally::staleNonces);
        metrics.watch(WatchedMeter.REGISTER_INTERVALS_RAISED, tally::intervalsRaised);
        metrics.watch(WatchedMeter.REGISTER_NONCE_REUSE, "accepted", tally::reuseHits);
        metrics.watch(WatchedMeter.REGISTER_NONCE_REUSE, "refused", tally::reuseMisses);
        metrics.watch(WatchedMeter.REGISTRATIONS_LEFT, tally::left);
        metrics.watch(
                WatchedMeter.REGISTER_IN_FLIGHT, () -> registration.levels().inFlight());
        metrics.watch(WatchedMeter.REGISTER_WAITING, () -> registration.levels().waiting());
        metrics.watch(WatchedMeter.TARGETS_DOWN, () -> registration.levels().targetsDown());
        metrics.watch(
                WatchedMeter.CREDENTIAL_BREAKERS_OPEN,
                () -> registration.levels().breakersOpen());
        metrics.watch(
                WatchedMeter.ADDRESSES_TRANSLATED, () -> registration.levels().addressesTranslated());
    }

    void states(LineStateStore states) {
        metrics.watch(WatchedMeter.LINE_STATES_DAMAGED, states::damages);
    }

    void sip(SipStack stack, TransportCounters counters) {
        for (TransportCounters.Event event : TransportCounters.Event.values()) {
            metrics.watch(WatchedMeter.SIP_EVENTS, event.name().toLowerCase(Locale.ROOT), () -> counters.value(event));
        }
        metrics.watch(WatchedMeter.SIP_ALIVE, "client_transactions", () -> stack.inventory()
                .clientTransactions());
        metrics.watch(WatchedMeter.SIP_ALIVE, "server_transactions", () -> stack.inventory()
                .serverTransactions());
        metrics.watch(WatchedMeter.SIP_ALIVE, "dialogs", () -> stack.inventory().dialogs());
        metrics.watch(
                WatchedMeter.SIP_ALIVE, "connections", () -> stack.inventory().connections());
        metrics.watch(WatchedMeter.SIP_ALIVE, "timers", () -> stack.inventory().timers());
    }

    void peers(PeerWatch peers) {
        for (PeerState state : PeerState.values()) {
            metrics.watch(WatchedMeter.PEERS, state.name(), () -> peers.states().getOrDefault(state, 0));
        }
    }

    /** One for each listener that has certificates now. */
    void certificates(Supplier<List<CertificateInUse>> certificates, Clock clock) {
        certificates.get().stream()
                .map(CertificateInUse::listener)
                .distinct()
                .forEach(listener ->
                        metrics.watch(WatchedMeter.CERTIFICATE_EXPIRY, listener, () -> certificates.get().stream()
                                .filter(each -> each.listener().equals(listener))
                                .mapToLong(each -> Duration.between(clock.instant(), each.expires())
                                        .toSeconds())
                                .min()
                                .orElse(0)));
    }

    void dns(DnsServerLocator locator) {
        metrics.watch(WatchedMeter.DNS_QUERIES, () -> locator.counters().queries());
        metrics.watch(WatchedMeter.DNS_CACHE_HITS, () -> locator.counters().cacheHits());
        metrics.watch(WatchedMeter.DNS_STALE_ANSWERS, () -> locator.counters().staleAnswers());
        metrics.watch(WatchedMeter.DNS_FAILED_QUERIES, () -> locator.counters().failedQueries());
        metrics.watch(WatchedMeter.DNS_TCP_RETRIES, () -> locator.counters().tcpRetries());
        metrics.watch(WatchedMeter.DNS_IGNORED_REPLIES, () -> locator.counters().ignoredReplies());
        metrics.watch(WatchedMeter.DNS_CACHE_ENTRIES, () -> locator.counters().cacheEntries());
        for (Location.Cause cause : Location.Cause.values()) {
            metrics.watch(WatchedMeter.DNS_NOT_FOUND, cause.name().toLowerCase(Locale.ROOT), () -> locator.counters()
                    .notFound()
                    .getOrDefault(cause, 0L));
        }
    }

    void cdrs(CdrWriter cdrs) {
        metrics.watch(WatchedMeter.CDR_WRITTEN, cdrs::written);
        metrics.watch(WatchedMeter.CDR_LOST, cdrs::lost);
        metrics.watch(WatchedMeter.CDR_FAILURES, cdrs::failures);
        metrics.watch(WatchedMeter.CDR_PENDING, cdrs::pending);
    }

    void calls(CallEngine calls) {
        metrics.watch(WatchedMeter.CALLS_UNRECORDED, calls::unrecordedStrangers);
        metrics.watch(WatchedMeter.FORKS_IGNORED, calls::ignoredForks);
        metrics.watch(WatchedMeter.NOTIFICATIONS, "message-summary", calls::messageSummaries);
        metrics.watch(WatchedMeter.NOTIFICATIONS, "other", calls::otherNotifications);
    }

    void listeners(FanOut events) {
        metrics.watch(WatchedMeter.LISTENER_FAILURES, events::failures);
    }

    private static int lines(Directory directory, Registrations registrations, RegistrationState state) {
        int lines = 0;
        for (Pbx pbx : directory.pbxs()) {
            Map<RegistrationState, Integer> states =
                    registrations.ofPbx(pbx.id()).lines();
            lines += states.getOrDefault(state, 0);
        }
        return lines;
    }
}
