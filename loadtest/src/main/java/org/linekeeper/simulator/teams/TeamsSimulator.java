package org.linekeeper.simulator.teams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Inbox;
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

/**
 * Teams as an SBC meets it: mutual TLS, header names in capitals, odd Contacts, and no mercy. It refuses what Teams refuses and
 * records every rule that the SBC breaks. Its calls are led by the test, step by step.
 */
public final class TeamsSimulator implements AutoCloseable {
    /** The name under which it writes to the message log. */
    public static final String PARTY = "Teams";

    private final Endpoint endpoint;
    private final InetSocketAddress address;
    private final Core core;
    private final Inbox<ReceivedCall> received = new Inbox<>();
    private volatile boolean recordsRoutes = true;

    public static TeamsSimulator start(Cloud cloud, MessageLog log) throws IOException {
        return new TeamsSimulator(cloud, log);
    }

    private TeamsSimulator(Cloud cloud, MessageLog log) throws IOException {
        endpoint = new Endpoint(PARTY, SipWriter.Names.CAPITAL, Optional.of(cloud.tls()), log);
        address = endpoint.listen(Protocol.TLS, cloud.address());
        core = new Core(cloud, endpoint, address);
        endpoint.user(new Requests());
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Whether the answers to calls of the SBC have a Record-Route; otherwise their Contact is where later requests go. */
    public void recordsRoutes(boolean now) {
        recordsRoutes = now;
    }

    /** Lets a Teams user call; returns when the INVITE is on its way. */
    public PlacedCall call(Invitation invitation) throws Exception {
        return core.run(() -> CompletableFuture.completedFuture(place(invitation)));
    }

    /** Waits for a call of the SBC to this number with plus, or to a whole URI without user part. */
    public ReceivedCall awaitCall(String called) throws InterruptedException {
        return received.take("call to " + called, call -> called(call.invite()).equals(called));
    }

    /** Sends OPTIONS to an SBC and waits for the final response. */
    public SipResponse options(String tenant, int port) throws Exception {
        return core.run(() -> sendOptions(tenant, port));
    }

    /** The rules that SBCs have broken, the first thousand. */
    public List<Violation> violations() {
        return endpoint.violations().list();
    }

    /** Answers that nobody has acknowledged. */
    public long unacknowledged() throws Exception {
        return core.run(() -> CompletableFuture.completedFuture(endpoint.unacknowledged()));
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private PlacedCall place(Invitation invitation) {
        String uri = "sip:" + invitation.number() + "@" + invitation.tenant() + ":" + invitation.port()
                + ";user=phone;transport=tls";
        String callId = Core.newTag();
        InetAddress from = core.nextSource();
        String contact = core.headers.contact(invitation.routed(), callId);
        MediaProcessor media = core.media();
        SipHeaders headers = SipHeaders.EMPTY
                .with("From", from(invitation) + ";tag=" + Core.newTag())
                .with("To", "<sip:" + invitation.number() + "@" + invitation.tenant() + ";user=phone>")
                .with("CSeq", "1 INVITE")
                .with("Call-ID", callId)
                .with("Max-Forwards", "70")
                .with("Via", core.headers.via(from, endpoint.newBranch()));
        if (invitation.routed()) {
            headers = headers.with("Record-Route", core.headers.recordRoute());
        }
        headers = headers.with("Contact", "<" + contact + ">")
                .withAll(core.headers.timer())
                .withAll(core.headers.ofRequest())
                .withAll(invitation.extra())
                .with("Content-Type", "application/sdp");
        SipRequest invite = new SipRequest("INVITE", uri, headers, media.offer("sendrecv"));
        Hop hop = hop(invitation.tenant(), invitation.port(), from);
        PlacedCall call = new PlacedCall(core, invite, hop, media, contact, invitation.routed());
        core.calls.put(callId, call);
        call.start();
        return call;
    }

    private String from(Invitation invitation) {
        return "\"Alex Example\" <sip:" + invitation.caller() + "@" + core.headers.hostPort() + ";user=phone>";
    }

    private CompletableFuture<SipResponse> sendOptions(String tenant, int port) {
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        InetAddress from = core.nextSource();
        SipHeaders headers = SipHeaders.EMPTY
                .with("From", "<sip:" + core.headers.hostPort() + ">;tag=" + Core.newTag())
                .with("To", "<sip:" + tenant + ">")
                .with("CSeq", "1 OPTIONS")
                .with("Call-ID", Core.newTag())
                .with("Max-Forwards", "70")
                .with("Via", core.headers.via(from, endpoint.newBranch()))
                .with("Contact", "<sip:" + core.headers.hostPort() + ">")
                .withAll(core.headers.ofRequest());
        SipRequest options = new SipRequest("OPTIONS", "sip:" + tenant + ":" + port + ";transport=tls", headers, "");
        endpoint.send(options, hop(tenant, port, from), true, new ResponseListener() {
            @Override
            public void response(SipResponse response, Flow flow) {
                try {
                    core.conduct.optionsAnswered(response);
                } catch (SipFormatException e) {
                    endpoint.violations().add("malformed", String.valueOf(e.getMessage()), response);
                }
                answered.complete(response);
            }

            @Override
            public void failed(String why) {
                answered.completeExceptionally(new IOException(why));
            }
        });
        return answered;
    }

    private Hop hop(String tenant, int port, InetAddress from) {
        return Hop.tls(new InetSocketAddress(core.cloud.hosts().get(tenant), port), tenant)
                .from(from);
    }

    private static String called(SipRequest invite) {
        try {
            return SipUri.parse(invite.uri()).user().orElse(invite.uri());
        } catch (SipFormatException e) {
            return invite.uri();
        }
    }

    private final class Requests implements Endpoint.User {
        @Override
        public void request(ServerTransaction transaction) {
            SipRequest request = transaction.request();
            Optional<TeamsCall> known = Optional.ofNullable(core.calls.get(request.callId()));
            try {
                if (request.tag("To").isEmpty() && !request.method().equals("CANCEL")) {
                    outside(transaction);
                } else if (known.isEmpty()) {
                    transaction.respond(request.answer(481, "Call/Transaction Does Not Exist"));
                } else if (request.method().equals("CANCEL")) {
                    known.get().cancelled(transaction);
                } else {
                    known.get().within(transaction);
                }
            } catch (SipFormatException e) {
                endpoint.violations().add("malformed", String.valueOf(e.getMessage()), request);
                transaction.respond(request.answer(400, "Bad Request").withToTag(Core.newTag()));
            }
        }

        @Override
        public void ack(SipRequest ack) {
            Optional.ofNullable(core.calls.get(ack.callId())).ifPresent(call -> call.acknowledged(ack));
        }
    }

    private void outside(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        Optional<Rule> refusal = core.refusals.check(request, transaction.flow().certificate());
        if (refusal.isPresent()) {
            core.conduct.broken(refusal.get(), "", request);
            transaction.respond(
                    request.answer(refusal.get().status(), refusal.get().phrase())
                            .withToTag(Core.newTag())
                            .withHeadersOf(core.headers.ofResponse()));
            return;
        }
        if (request.method().equals("OPTIONS")) {
            // Microsoft's answer to OPTIONS has no tag in To.
            transaction.respond(request.answer(200, "OK").withHeadersOf(core.headers.ofResponse()));
            return;
        }
        core.conduct.invitation(request);
        transaction.respond(request.answer(100, "Trying"));
        ReceivedCall call = new ReceivedCall(core, transaction, recordsRoutes);
        core.calls.put(request.callId(), call);
        received.put(call);
    }
}
