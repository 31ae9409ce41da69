package org.linekeeper.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.call.limit.Quotas;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;

/**
 * Every reason for which the gateway itself refuses an INVITE. Teams tries another SBC after 408, 503 and 504 only, so those are
 * kept for what another gateway may do better.
 */
enum Refusals {
    UNTRUSTED_SOURCE(
            403,
            21,
            "Forbidden",
            "The call came from an address or certificate that is not trusted here. If it is the PBX or the SBC, add its network to trustedNetworks."),
    UNKNOWN_TENANT(
            404,
            1,
            "Not Found",
            "No direct route has the tenant name of the Request-URI. Check the SBC name in Teams against the direct route's tenantFqdn."),
    ROUTE_DISABLED(403, 21, "Forbidden", "The enterprise, its reseller or its direct route is disabled."),
    UNKNOWN_CALLER(
            403,
            21,
            "Forbidden",
            "The caller's number belongs to no line of this direct route. Assign the number to a line, or correct it in Teams."),
    UNKNOWN_LINE(
            404,
            1,
            "Not Found",
            "The call names no line of this gateway. The PBX may still hold an old binding; it ends with its expiry."),
    AMBIGUOUS_LINE(
            404,
            1,
            "Not Found",
            "Several PBXs at this address have such a user, and the call names none of their SIP domains. Let the PBX call the"
                    + " Contact that was registered, or name its SIP domain in the Request-URI or in To."),
    LINE_BUSY(486, 17, "Busy Here", "The line said that it is busy: see GET /lines/{id}/presence."),
    LINE_AWAY(480, 20, "Temporarily Unavailable", "The line said that nobody is there: see GET /lines/{id}/presence."),
    LINE_DO_NOT_DISTURB(
            480,
            21,
            "Temporarily Unavailable",
            "The line said that it is not to be disturbed: see GET /lines/{id}/presence."),
    LINE_ON_CALL(
            486,
            17,
            "Busy Here",
            "The line has a call already. Switch limits.busyOnBusy off if it may have another one."),
    LINE_DISABLED(480, 20, "Temporarily Unavailable", "The line or its PBX is disabled."),
    LINE_NOT_REGISTERED(
            480,
            20,
            "Temporarily Unavailable",
            "The line is not registered on its PBX. See its registration for the cause."),
    NO_ROUTE(480, 3, "Temporarily Unavailable", "The line's direct route does not exist or has no peer."),
    BAD_EXTENSION(420, 79, "Bad Extension", "The caller requires a SIP extension that is not supported here."),
    NO_DIALOG(
            481,
            41,
            "Call/Transaction Does Not Exist",
            "The call was to take over another one (Replaces), which there is not, or not any more."),
    NO_OFFER(
            488,
            65,
            "Not Acceptable Here",
            "The PBX began the call without an SDP offer, and Teams takes no call without one. Let the PBX send its offer in the"
                    + " INVITE (early offer)."),
    UNSUPPORTED_BODY(
            415,
            79,
            "Unsupported Media Type",
            "The INVITE has a body that must be understood and is no SDP. Let the caller's side send its offer as application/sdp, and mark"
                    + " what else it sends as optional (Content-Disposition with handling=optional)."),
    INTERVAL_TOO_SMALL(
            422,
            95,
            "Session Interval Too Small",
            "The caller wants to refresh the session more often than every 90 seconds. Set its session timer to 1800 seconds."),
    BAD_REQUEST(
            400,
            95,
            "Bad Request",
            "The INVITE lacks something that a call needs, for example a user in its Request-URI or a Contact."),
    LOOP(482, 25, "Loop Detected", "The call came back to the line that it left from. Check forwarding on the PBX."),
    TOO_MANY_DIVERSIONS(
            483,
            25,
            "Too Many Hops",
            "The call was forwarded more than ten times. Check forwarding in Teams and on the PBX."),
    TOO_MANY_HOPS(
            483,
            25,
            "Too Many Hops",
            "Max-Forwards has reached zero: the call goes in circles. Check forwarding on the PBX."),
    TOO_MANY_CALLS(
            503,
            42,
            "Service Unavailable",
            "The limit of calls at one time is reached. Raise call.maxCalls or add a gateway."),
    TOO_FAST(
            503,
            42,
            "Service Unavailable",
            "The limit of new calls in a second is reached. Raise call.maxPerSecond or add a gateway."),
    LINE_TOO_MANY_CALLS(
            486,
            17,
            "Busy Here",
            "The line has as many calls as it may have at one time. Raise limits.maxCalls of the line."),
    LINE_TOO_FAST(
            480,
            42,
            "Temporarily Unavailable",
            "The line begins more calls in a second than it may. Raise limits.maxCallsPerSecond of the line."),
    LINE_NUMBER_DENIED(
            403,
            21,
            "Forbidden",
            "The line may not dial this number. See limits.allowedPrefixes and limits.deniedPrefixes of the line."),
    PBX_TOO_MANY_CALLS(
            480,
            34,
            "Temporarily Unavailable",
            "The PBX or trunk has as many calls as it may have at one time. Raise limits.maxCalls of the PBX."),
    PBX_TOO_FAST(
            480,
            42,
            "Temporarily Unavailable",
            "The PBX or trunk begins more calls in a second than it may. Raise limits.maxCallsPerSecond of the PBX."),
    PBX_NUMBER_DENIED(
            403,
            21,
            "Forbidden",
            "Nobody on this PBX or trunk may dial this number. See limits.allowedPrefixes and limits.deniedPrefixes of the"
                    + " PBX."),
    ENTERPRISE_TOO_MANY_CALLS(
            480,
            34,
            "Temporarily Unavailable",
            "The enterprise has as many calls as it may have at one time. Raise limits.maxCalls of the enterprise."),
    ENTERPRISE_TOO_FAST(
            480,
            42,
            "Temporarily Unavailable",
            "The enterprise begins more calls in a second than it may. Raise limits.maxCallsPerSecond of the enterprise."),
    ENTERPRISE_NUMBER_DENIED(
            403,
            21,
            "Forbidden",
            "Nobody of the enterprise may dial this number. See limits.allowedPrefixes and limits.deniedPrefixes of the"
                    + " enterprise."),
    RESELLER_TOO_MANY_CALLS(
            480,
            34,
            "Temporarily Unavailable",
            "The enterprises of the reseller have as many calls as they may have at one time. Raise limits.maxCalls of the"
                    + " reseller."),
    RESELLER_TOO_FAST(
            480,
            42,
            "Temporarily Unavailable",
            "The enterprises of the reseller begin more calls in a second than they may. Raise limits.maxCallsPerSecond of"
                    + " the reseller."),
    RESELLER_NUMBER_DENIED(
            403,
            21,
            "Forbidden",
            "No enterprise of the reseller may dial this number. See limits.allowedPrefixes and limits.deniedPrefixes of the"
                    + " reseller."),
    DIRECT_ROUTE_TOO_MANY_CALLS(
            503,
            34,
            "Service Unavailable",
            "The direct route carries as many calls as it may at one time. Raise limits.maxCalls of the direct route."),
    DIRECT_ROUTE_TOO_FAST(
            503,
            42,
            "Service Unavailable",
            "More calls begin on the direct route in a second than may. Raise limits.maxCallsPerSecond of the direct route."),
    DIRECT_ROUTE_NUMBER_DENIED(
            403,
            21,
            "Forbidden",
            "Nobody on this direct route may dial this number. See limits.allowedPrefixes and limits.deniedPrefixes of the"
                    + " direct route."),
    STOPPING(503, 41, "Service Unavailable", "The gateway is being stopped and takes no new calls.");

    private final int status;
    private final int q850;
    private final String phrase;
    private final String advice;

    Refusals(int status, int q850, String phrase, String advice) {
        this.status = status;
        this.q850 = q850;
        this.phrase = phrase;
        this.advice = advice;
    }

    /** The refusal for a limit of that owner. */
    static Refusals of(Quotas.Outcome.Exceeded exceeded) {
        boolean tooFast = exceeded.tooFast();
        return switch (exceeded.owner()) {
            case LINE -> tooFast ? LINE_TOO_FAST : LINE_TOO_MANY_CALLS;
            case PBX -> tooFast ? PBX_TOO_FAST : PBX_TOO_MANY_CALLS;
            case ENTERPRISE -> tooFast ? ENTERPRISE_TOO_FAST : ENTERPRISE_TOO_MANY_CALLS;
            case RESELLER -> tooFast ? RESELLER_TOO_FAST : RESELLER_TOO_MANY_CALLS;
            case DIRECT_ROUTE -> tooFast ? DIRECT_ROUTE_TOO_FAST : DIRECT_ROUTE_TOO_MANY_CALLS;
        };
    }

    /** When the caller may try again. */
    Duration retryAfter() {
        return switch (this) {
            case TOO_FAST, LINE_TOO_FAST, PBX_TOO_FAST, ENTERPRISE_TOO_FAST, RESELLER_TOO_FAST, DIRECT_ROUTE_TOO_FAST ->
                Duration.ofSeconds(1);
            default -> Duration.ofSeconds(10);
        };
    }

    Admission.Refused of(CallFacts facts) {
        return refused(facts, Optional.empty());
    }

    Admission.Refused of(CallFacts facts, Duration retryAfter) {
        return refused(facts, Optional.of(retryAfter));
    }

    /** Teams may have another route, and tries it after 503. To a PBX 503 would say that the whole gateway is down. */
    private boolean ofOneRoute() {
        return this == DIRECT_ROUTE_TOO_MANY_CALLS || this == DIRECT_ROUTE_TOO_FAST;
    }

    private Admission.Refused refused(CallFacts facts, Optional<Duration> retryAfter) {
        boolean hidden = ofOneRoute() && facts.direction() == CallDirection.PBX_TO_TEAMS;
        int code = hidden ? LINE_DISABLED.status : status;
        return new Admission.Refused(
                facts,
                new Refusal(code, hidden ? LINE_DISABLED.phrase : phrase, retryAfter, List.of()),
                new CallOutcome.Refused(name().toLowerCase(Locale.ROOT), code, q850, advice));
    }
}
