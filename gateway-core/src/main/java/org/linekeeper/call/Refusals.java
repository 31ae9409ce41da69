package org.linekeeper.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.call.machine.Refusal;
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
    ROUTE_DISABLED(403, 21, "Forbidden", "The enterprise or its direct route is disabled."),
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
    LINE_DISABLED(480, 20, "Temporarily Unavailable", "The line or its PBX is disabled."),
    LINE_NOT_REGISTERED(
            480,
            20,
            "Temporarily Unavailable",
            "The line is not registered on its PBX. See its registration for the cause."),
    NO_ROUTE(480, 3, "Temporarily Unavailable", "The line's direct route does not exist or has no peer."),
    BAD_EXTENSION(420, 79, "Bad Extension", "The caller requires a SIP extension that is not supported here."),
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
    TOO_MANY_HOPS(
            483,
            25,
            "Too Many Hops",
            "Max-Forwards has reached zero: the call goes in circles. Check forwarding on the PBX."),
    TOO_MANY_CALLS(
            503,
            42,
            "Service Unavailable",
            "The limit of calls at one time is reached. Raise calls.maxCalls or add a gateway."),
    TOO_FAST(
            503,
            42,
            "Service Unavailable",
            "The limit of new calls in a second is reached. Raise calls.maxCallsPerSecond or add a gateway."),
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

    Admission.Refused of(CallFacts facts) {
        return refused(facts, Optional.empty());
    }

    Admission.Refused of(CallFacts facts, Duration retryAfter) {
        return refused(facts, Optional.of(retryAfter));
    }

    private Admission.Refused refused(CallFacts facts, Optional<Duration> retryAfter) {
        return new Admission.Refused(
                facts,
                new Refusal(status, phrase, retryAfter, List.of()),
                new CallOutcome.Refused(name().toLowerCase(Locale.ROOT), status, q850, advice));
    }
}
