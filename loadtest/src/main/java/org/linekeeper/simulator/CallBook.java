package org.linekeeper.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipUri;

/** The calls of one simulator. On the loop, but for {@link #calls}. */
final class CallBook {
    private static final int KEPT = 10_000;

    private final Endpoint endpoint;
    private final Persona persona;
    private final Clock clock;
    private final Map<String, CallLeg> legs = new LinkedHashMap<>();
    private final List<SimulatedCall> calls = new ArrayList<>();

    CallBook(Endpoint endpoint, Persona persona, Clock clock) {
        this.endpoint = endpoint;
        this.persona = persona;
        this.clock = clock;
    }

    /** All calls so far, the first ten thousand. Any thread. */
    List<SimulatedCall> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Every leg is over and every answer acknowledged. On the loop. */
    boolean idle() {
        return legs.values().stream().allMatch(CallLeg::over) && endpoint.unacknowledged() == 0;
    }

    /**
     * Places a call.
     *
     * @param from name-addr without tag
     * @param to name-addr
     * @param user our Contact's user part
     * @param extra further headers
     */
    SimulatedCall place(String requestUri, String from, String to, String user, Hop hop, SipHeaders extra) {
        String callId = UUID.randomUUID().toString().replace("-", "");
        SimulatedCall call = remember(new SimulatedCall(callId, true, from, to, clock.instant()));
        endpoint.timers().run(() -> {
            SipHeaders headers =
                    SipHeaders.EMPTY.with("Via", persona.via(hop.protocol()) + ";branch=" + endpoint.newBranch());
            if (persona.lowerVia("").isPresent()) {
                headers = headers.with(
                        "Via", persona.lowerVia(endpoint.newBranch()).orElseThrow());
            }
            headers = headers.with("Max-Forwards", "69")
                    .with("From", from + ";tag=" + newTag())
                    .with("To", to)
                    .with("Call-ID", callId)
                    .with("CSeq", "1 INVITE");
            if (persona.recordRoute().isPresent()) {
                headers = headers.with("Record-Route", persona.recordRoute().get());
            }
            headers = headers.with("Contact", "<" + persona.contact(user) + ">")
                    .withAll(extra)
                    .withAll(persona.requestHeaders())
                    .with("Content-Type", "application/sdp");
            SipRequest invite = new SipRequest("INVITE", requestUri, headers, persona.offer());
            PlacedCall leg = new PlacedCall(endpoint, persona, call, invite, hop, user);
            keep(leg);
            leg.start();
        });
        return call;
    }

    /** Takes an INVITE without To tag. */
    void receive(ServerTransaction transaction, CallPlan plan) throws SipFormatException {
        SipRequest invite = transaction.request();
        String from = invite.headers().first("From").orElse("").replaceAll(";tag=[^;]*", "");
        String to = SipUri.parse(invite.uri()).user().orElse("");
        SimulatedCall call = remember(new SimulatedCall(invite.callId(), false, from, to, clock.instant()));
        ReceivedCall leg = new ReceivedCall(endpoint, persona, call, transaction, plan, newTag());
        keep(leg);
        leg.start();
    }

    /** Takes a request with a To tag. */
    void within(ServerTransaction transaction) {
        CallLeg leg = legs.get(transaction.request().callId());
        if (leg == null) {
            transaction.respond(transaction.request().answer(481, "Call/Transaction Does Not Exist"));
            return;
        }
        leg.request(transaction);
    }

    void cancel(ServerTransaction transaction) {
        SipRequest request = transaction.request();
        if (legs.get(request.callId()) instanceof ReceivedCall received) {
            transaction.respond(request.answer(200, "OK").withToTag(newTag()));
            received.cancelled();
        } else {
            transaction.respond(request.answer(481, "Call/Transaction Does Not Exist"));
        }
    }

    void ack(SipRequest ack) {
        CallLeg leg = legs.get(ack.callId());
        if (leg == null) {
            endpoint.violations().add("ack-stray", "no such call", ack);
            return;
        }
        leg.acknowledged(ack);
    }

    private SimulatedCall remember(SimulatedCall call) {
        synchronized (calls) {
            if (calls.size() < KEPT) {
                calls.add(call);
            }
        }
        return call;
    }

    private void keep(CallLeg leg) {
        if (legs.size() >= KEPT) {
            legs.values().removeIf(CallLeg::over);
        }
        legs.put(leg.call.callId(), leg);
    }

    private static String newTag() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
