package org.linekeeper.telemetry;

import java.util.Optional;

/** Meters that show what other parts of the gateway count for themselves. */
public enum WatchedMeter {
    REGISTER_CHALLENGES("linekeeper.register.challenges", "Responses to REGISTER that asked for credentials"),
    REGISTER_STALE_NONCES("linekeeper.register.stale.nonces", "Challenges that called the nonce stale"),
    REGISTER_INTERVALS_RAISED(
            "linekeeper.register.intervals.raised",
            "How often a PBX taught that it wants a longer registration time than it was asked for"),
    REGISTER_NONCE_REUSE(
            "linekeeper.register.nonce.reuse", "result", "Nonces used again, by what the PBX said to that"),
    REGISTRATIONS_LEFT(
            "linekeeper.registrations.left",
            "Bindings left to end at their PBX, because a restart took what removes them"),
    LINE_STATES_DAMAGED(
            "linekeeper.line.states.damaged", "Damaged places in the saved line states, found at the start"),
    REGISTER_IN_FLIGHT("linekeeper.register.in.flight", "REGISTERs that wait for their final response"),
    REGISTER_WAITING("linekeeper.register.waiting", "Lines that wait for their turn to send a REGISTER"),
    TARGETS_DOWN("linekeeper.register.targets.down", "Targets that do not answer, or asked for a pause"),
    CREDENTIAL_BREAKERS_OPEN(
            "linekeeper.credential.breakers.open", "PBXs that refused so many credentials that unproven ones wait"),
    ADDRESSES_TRANSLATED(
            "linekeeper.register.addresses.translated",
            "PBXs that see this gateway at another address than its Contact names, unexpectedly"),
    SIP_EVENTS("linekeeper.sip.events", "event", "What SIP transports received, sent, refused and dropped"),
    SIP_ALIVE("linekeeper.sip.alive", "what", "Transactions, dialogs, connections and timers that live now"),
    DNS_QUERIES("linekeeper.dns.queries", "Queries sent to DNS servers, every try counted"),
    DNS_CACHE_HITS("linekeeper.dns.cache.hits", "Questions answered by the cache within their time to live"),
    DNS_STALE_ANSWERS("linekeeper.dns.stale.answers", "Questions answered by an outdated entry because DNS was down"),
    DNS_FAILED_QUERIES("linekeeper.dns.failed.queries", "Questions that no DNS server answered usefully"),
    DNS_TCP_RETRIES("linekeeper.dns.tcp.retries", "Queries sent again over TCP because the answer was too long"),
    DNS_IGNORED_REPLIES("linekeeper.dns.ignored.replies", "Datagrams that were no reply to a query of ours"),
    DNS_NOT_FOUND("linekeeper.dns.not.found", "cause", "Locations that ended without a target"),
    DNS_CACHE_ENTRIES("linekeeper.dns.cache.entries", "Names and types in the cache"),
    CDR_WRITTEN("linekeeper.cdr.written", "Call records on the disk"),
    CDR_LOST("linekeeper.cdr.lost", "Call records that are in no file"),
    CDR_FAILURES("linekeeper.cdr.failures", "How often the disk refused call records"),
    CDR_PENDING("linekeeper.cdr.pending", "Call records that wait for the disk"),
    CALLS_UNRECORDED("linekeeper.calls.unrecorded", "Calls from untrusted sources refused without a record"),
    FORKS_IGNORED("linekeeper.forks.ignored", "Provisional responses of more forks than are kept of one INVITE"),
    NOTIFICATIONS("linekeeper.notifications", "event", "NOTIFYs that PBXs sent unasked, by what they tell of"),
    PEERS("linekeeper.peers", "state", "Peers of direct routes by what OPTIONS say of them"),
    CERTIFICATE_EXPIRY(
            "linekeeper.certificate.expiry.seconds",
            "listener",
            "Time until the first certificate of a listener ends; negative when it has"),
    LISTENER_FAILURES("linekeeper.listener.failures", "Events that a listener failed on");

    private final String id;
    private final Optional<String> tag;
    private final String description;

    WatchedMeter(String id, String description) {
        this.id = id;
        this.tag = Optional.empty();
        this.description = description;
    }

    WatchedMeter(String id, String tag, String description) {
        this.id = id;
        this.tag = Optional.of(tag);
        this.description = description;
    }

    /** The name with dots; Prometheus shows it with underscores. */
    String id() {
        return id;
    }

    /** The name of its one tag, when it has one. */
    Optional<String> tag() {
        return tag;
    }

    String description() {
        return description;
    }

    /** Whether it can fall. */
    boolean isLevel() {
        return switch (this) {
            case SIP_ALIVE,
                    PEERS,
                    CERTIFICATE_EXPIRY,
                    DNS_CACHE_ENTRIES,
                    CDR_PENDING,
                    REGISTER_IN_FLIGHT,
                    REGISTER_WAITING,
                    TARGETS_DOWN,
                    CREDENTIAL_BREAKERS_OPEN,
                    ADDRESSES_TRANSLATED -> true;
            case REGISTER_CHALLENGES,
                    REGISTER_STALE_NONCES,
                    REGISTER_INTERVALS_RAISED,
                    REGISTER_NONCE_REUSE,
                    REGISTRATIONS_LEFT,
                    LINE_STATES_DAMAGED,
                    SIP_EVENTS,
                    DNS_QUERIES,
                    DNS_CACHE_HITS,
                    DNS_STALE_ANSWERS,
                    DNS_FAILED_QUERIES,
                    DNS_TCP_RETRIES,
                    DNS_IGNORED_REPLIES,
                    DNS_NOT_FOUND,
                    CDR_WRITTEN,
                    CDR_LOST,
                    CDR_FAILURES,
                    CALLS_UNRECORDED,
                    FORKS_IGNORED,
                    NOTIFICATIONS,
                    LISTENER_FAILURES -> false;
        };
    }
}
