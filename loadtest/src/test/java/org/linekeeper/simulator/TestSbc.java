package org.linekeeper.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.linekeeper.simulator.sip.TlsContexts;
import org.linekeeper.simulator.sip.Violation;

/** The customer's SBC as Teams meets it: what the gateway will be. */
final class TestSbc implements AutoCloseable, Persona, Endpoint.User {
    private final String fqdn;
    private final InetSocketAddress teams;
    private final Endpoint endpoint;
    private final InetSocketAddress address;
    private final CallBook calls;

    TestSbc(String fqdn, TlsIdentity identity, InetSocketAddress listen, InetSocketAddress teams) throws Exception {
        this.fqdn = fqdn;
        this.teams = teams;
        TlsContexts contexts = new TlsContexts(identity.serverContext(), identity.clientContext());
        this.endpoint =
                new Endpoint("SBC", SipWriter.Names.USUAL, Optional.of(contexts), new MessageLog(Clock.systemUTC()));
        endpoint.user(this);
        this.address = endpoint.listen(Protocol.TLS, listen);
        this.calls = new CallBook(endpoint, this, Clock.systemUTC());
    }

    InetSocketAddress address() {
        return address;
    }

    InetAddress host() {
        return address.getAddress();
    }

    SimulatedCall call(String caller, String callee) {
        return calls.place(
                "sip:" + callee + "@teams.example:" + teams.getPort() + ";user=phone;transport=tls",
                "\"Pat\" <sip:" + caller + "@" + fqdn + ";user=phone>",
                "<sip:" + callee + "@teams.example;user=phone>",
                caller,
                Hop.tls(teams, "teams.example"),
                SipHeaders.EMPTY);
    }

    /** Sends a request outside any dialog and gives back the final answer. */
    SipResponse ask(SipRequest request) throws Exception {
        CompletableFuture<SipResponse> answer = new CompletableFuture<>();
        endpoint.timers()
                .run(() -> endpoint.send(
                        request.withHeaders(request.headers()
                                .withFirst("Via", via(Protocol.TLS) + ";branch=" + endpoint.newBranch())),
                        Hop.tls(teams, "teams.example"),
                        false,
                        new ResponseListener() {
                            @Override
                            public void response(SipResponse response, Flow flow) {
                                if (!response.provisional()) {
                                    answer.complete(response);
                                }
                            }

                            @Override
                            public void failed(String why) {
                                answer.completeExceptionally(new IllegalStateException(why));
                            }
                        }));
        return answer.get(30, TimeUnit.SECONDS);
    }

    List<SimulatedCall> calls() {
        return calls.calls();
    }

    List<Violation> violations() {
        return endpoint.violations().list();
    }

    @Override
    public void request(ServerTransaction transaction) {
        try {
            SipRequest request = transaction.request();
            if (request.method().equals("CANCEL")) {
                calls.cancel(transaction);
            } else if (!request.tag("To").isEmpty()) {
                calls.within(transaction);
            } else if (request.method().equals("INVITE")) {
                calls.receive(transaction, CallPlan.answer(java.time.Duration.ofMillis(20)));
            } else {
                transaction.respond(request.answer(200, "OK").withToTag("sbc"));
            }
        } catch (SipFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void ack(SipRequest ack) {
        calls.ack(ack);
    }

    @Override
    public SipHeaders requestHeaders() {
        return SipHeaders.EMPTY.with("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS");
    }

    @Override
    public SipHeaders responseHeaders() {
        return requestHeaders();
    }

    @Override
    public String contact(String user) {
        return "sip:" + user + "@" + fqdn + ":" + address.getPort() + ";transport=tls";
    }

    @Override
    public Optional<String> recordRoute() {
        return Optional.empty();
    }

    @Override
    public String via(Protocol protocol) {
        return "SIP/2.0/TLS " + fqdn + ":" + address.getPort();
    }

    @Override
    public Optional<String> lowerVia(String branch) {
        return Optional.empty();
    }

    @Override
    public Hop hop(SipUri next) {
        return Hop.tls(teams, "teams.example");
    }

    @Override
    public boolean freshConnections() {
        return false;
    }

    @Override
    public String offer() {
        return Sdp.secure("192.0.2.1");
    }

    @Override
    public String answer(String offer) {
        return Sdp.answer(offer, "192.0.2.1");
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
