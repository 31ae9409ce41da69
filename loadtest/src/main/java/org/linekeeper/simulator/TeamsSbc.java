package org.linekeeper.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.ResponseListener;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.SipUri;
import org.linekeeper.simulator.sip.SipWriter;
import org.linekeeper.simulator.sip.Violation;
import org.linekeeper.simulator.teams.RefusalRules;
import org.linekeeper.simulator.teams.Rule;

/**
 * The Teams side of a direct-routing trunk: mutual TLS, header names in capitals, Microsoft's rules, every request of a dialog
 * on a connection of its own. It records every rule its peers break. All methods may be called from any thread.
 */
public final class TeamsSbc implements AutoCloseable {
    /** The name under which it writes to the message log. */
    public static final String PARTY = "Teams";

    private final TeamsSettings settings;
    private final Endpoint endpoint;
    private final InetSocketAddress address;
    private final TeamsPersona persona;
    private final RefusalRules rules;
    private final CallBook calls;
    private final Map<String, CallPlan> users = new ConcurrentHashMap<>();

    /** Binds and starts. Without further ado it knows no user. */
    public static TeamsSbc start(TeamsSettings settings, MessageLog log) throws IOException, GeneralSecurityException {
        return new TeamsSbc(settings, log, Clock.systemUTC());
    }

    private TeamsSbc(TeamsSettings settings, MessageLog log, Clock clock) throws IOException, GeneralSecurityException {
        this.settings = settings;
        this.endpoint = new Endpoint(
                PARTY, SipWriter.Names.CAPITAL, Optional.of(settings.identity().contexts()), log);
        this.address = endpoint.listen(Protocol.TLS, settings.address());
        this.persona = new TeamsPersona(settings, address);
        this.rules = new RefusalRules(settings.tenants(), settings.srtpRequired());
        this.calls = new CallBook(endpoint, persona, clock);
        endpoint.user(new Requests());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Says how a Teams user treats calls, by E.164 number with plus; {@code "*"} for every number that is not named. */
    public void user(String number, CallPlan plan) {
        users.put(number, plan);
    }

    /**
     * Lets a Teams user call.
     *
     * @param caller its number with plus
     * @param number what it dials
     * @param tenantFqdn the SBC that the call goes to; its address comes from the settings
     * @param port where that SBC listens
     */
    public SimulatedCall call(String caller, String displayName, String number, String tenantFqdn, int port) {
        String uri = "sip:" + number + "@" + tenantFqdn + ":" + port + ";user=phone;transport=tls";
        String from = "\"" + displayName + "\" <sip:" + caller + "@" + persona.hostPort() + ";user=phone>";
        String to = "<sip:" + number + "@" + tenantFqdn + ";user=phone>";
        SipHeaders extra = SipHeaders.EMPTY
                .with("Min-SE", "300")
                .with("Supported", "histinfo,timer")
                .with("Session-Expires", "3600");
        return calls.place(uri, from, to, caller, hop(tenantFqdn, port), extra);
    }

    /** Sends OPTIONS to an SBC, as Teams does every minute; completes with the status code. */
    public CompletableFuture<Integer> options(String tenantFqdn, int port) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Hop hop = hop(tenantFqdn, port);
        endpoint.timers().run(() -> {
            SipHeaders headers = SipHeaders.EMPTY
                    .with("Via", persona.via(Protocol.TLS) + ";branch=" + endpoint.newBranch())
                    .with("Max-Forwards", "70")
                    .with("From", "<sip:" + persona.hostPort() + ">;tag=options")
                    .with("To", "<sip:" + tenantFqdn + ":" + port + ">")
                    .with("Call-ID", java.util.UUID.randomUUID().toString())
                    .with("CSeq", "1 OPTIONS")
                    .with("Contact", "<sip:" + persona.hostPort() + ";transport=tls>")
                    .withAll(persona.requestHeaders());
            String uri = "sip:" + tenantFqdn + ":" + port + ";transport=tls";
            endpoint.send(new SipRequest("OPTIONS", uri, headers, ""), hop, false, new ResponseListener() {
                @Override
                public void response(SipResponse response, Flow flow) {
                    if (!response.provisional()) {
                        status.complete(response.status());
                    }
                }

                @Override
                public void failed(String why) {
                    status.completeExceptionally(new IOException(why));
                }
            });
        });
        return status;
    }

    public List<SimulatedCall> calls() {
        return calls.calls();
    }

    /** The rules that peers have broken, the first thousand. */
    public List<Violation> violations() {
        return endpoint.violations().list();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private Hop hop(String tenantFqdn, int port) {
        if (!settings.hosts().containsKey(tenantFqdn)) {
            throw new IllegalArgumentException("no address for " + tenantFqdn);
        }
        return Hop.tls(new InetSocketAddress(settings.hosts().get(tenantFqdn), port), tenantFqdn);
    }

    private final class Requests implements Endpoint.User {
        @Override
        public void request(ServerTransaction transaction) {
            SipRequest request = transaction.request();
            try {
                if (request.method().equals("CANCEL")) {
                    calls.cancel(transaction);
                } else if (!request.tag("To").isEmpty()) {
                    calls.within(transaction);
                } else {
                    outside(transaction);
                }
            } catch (SipFormatException e) {
                endpoint.violations().add("malformed", String.valueOf(e.getMessage()), request);
                refuse(transaction, 400, "Bad Request");
            }
        }

        @Override
        public void ack(SipRequest ack) {
            calls.ack(ack);
        }
    }

    private void outside(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        Optional<Rule> refusal = rules.check(request, transaction.flow().certificate());
        if (refusal.isPresent()) {
            endpoint.violations().add(refusal.get().id(), refusal.get().text(), request);
            refuse(transaction, refusal.get().status(), refusal.get().phrase());
            return;
        }
        switch (request.method()) {
            // Microsoft's answer to OPTIONS has no tag in To.
            case "OPTIONS" -> transaction.respond(request.answer(200, "OK").withHeadersOf(persona.responseHeaders()));
            case "INVITE" -> invite(transaction);
            default -> refuse(transaction, 405, "Method Not Allowed");
        }
    }

    private void invite(ServerTransaction transaction) throws SipFormatException {
        String number = SipUri.parse(transaction.request().uri()).user().orElse("");
        Optional<CallPlan> plan = Optional.ofNullable(users.get(number)).or(() -> Optional.ofNullable(users.get("*")));
        if (plan.isEmpty()) {
            refuse(transaction, 404, "Not Found");
            return;
        }
        calls.receive(transaction, plan.get());
    }

    private void refuse(ServerTransaction transaction, int status, String reason) {
        transaction.respond(transaction
                .request()
                .answer(status, reason)
                .withToTag("refused")
                .withHeadersOf(persona.responseHeaders()));
    }
}
