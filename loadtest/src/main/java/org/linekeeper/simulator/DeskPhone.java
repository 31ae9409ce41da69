package org.linekeeper.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.linekeeper.simulator.sip.SipWriter;
import org.linekeeper.simulator.sip.Violation;

/**
 * A desk phone that registers at a real PBX through its outbound proxy, over UDP. Its calls are led by a test, step by step: it
 * transfers, is transferred, and takes calls that replace others.
 */
public final class DeskPhone implements AutoCloseable {
    private static final String EXPIRES = "3600";

    /** Who it is on the PBX. */
    public record Account(String user, String authUser, String password, String domain) {}

    private final Account account;
    private final Endpoint endpoint;
    private final InetSocketAddress address;
    private final Hop proxy;
    private final Map<String, DeskPhoneCall> calls = new HashMap<>();
    private final Inbox<DeskPhoneCall> received = new Inbox<>();

    /** Listens; it is not registered yet. */
    public static DeskPhone start(Account account, InetSocketAddress at, InetSocketAddress proxy, MessageLog log)
            throws IOException {
        return new DeskPhone(account, at, proxy, log);
    }

    private DeskPhone(Account account, InetSocketAddress at, InetSocketAddress proxy, MessageLog log)
            throws IOException {
        this.account = account;
        this.proxy = Hop.to(Protocol.UDP, proxy);
        this.endpoint = new Endpoint("Phone " + account.user(), SipWriter.Names.USUAL, Optional.empty(), log);
        this.address = endpoint.listen(Protocol.UDP, at);
        endpoint.user(new Requests());
    }

    /** Registers and waits for the answer. */
    public SipResponse register() throws Exception {
        String aor = "<sip:" + account.user() + "@" + account.domain() + ">";
        return endpoint.await(() -> {
            SipHeaders headers = SipHeaders.EMPTY
                    .with("Max-Forwards", "70")
                    .with("From", aor + ";tag=" + newTag())
                    .with("To", aor)
                    .with("Call-ID", newTag())
                    .with("CSeq", "1 REGISTER")
                    .with("Contact", "<" + contact() + ">")
                    .with("Route", route())
                    .with("Expires", EXPIRES);
            CompletableFuture<SipResponse> answered = new CompletableFuture<>();
            ask(new SipRequest("REGISTER", "sip:" + account.domain(), headers, ""), proxy, last(answered));
            return answered;
        });
    }

    /** Calls a number of the PBX; returns when the INVITE is on its way. */
    public DeskPhoneCall call(String number) throws Exception {
        return call(number, SipHeaders.EMPTY);
    }

    /** The same with further headers in the INVITE. */
    public DeskPhoneCall call(String number, SipHeaders extra) throws Exception {
        return endpoint.await(() -> {
            DeskPhoneCall call = new DeskPhoneCall(this, newTag());
            calls.put(call.callId(), call);
            call.place(number, extra);
            return CompletableFuture.completedFuture(call);
        });
    }

    /** Waits for a call to this phone. */
    public DeskPhoneCall awaitCall() throws InterruptedException {
        return received.take("call to phone " + account.user(), call -> true);
    }

    /** Where it sends and receives media, and SIP: nobody else has this address. */
    public InetSocketAddress address() {
        return address;
    }

    /** The rules that others have broken, the first thousand. */
    public List<Violation> violations() {
        return endpoint.violations().list();
    }

    @Override
    public void close() {
        endpoint.close();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Account account() {
        return account;
    }

    Hop proxy() {
        return proxy;
    }

    String contact() {
        return "sip:" + account.user() + "@" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    String route() {
        return "<sip:" + proxy.remote().getAddress().getHostAddress() + ":"
                + proxy.remote().getPort() + ";lr>";
    }

    String via() {
        return "SIP/2.0/UDP " + address.getAddress().getHostAddress() + ":" + address.getPort() + ";branch="
                + endpoint.newBranch();
    }

    static String newTag() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Sends a request that has no Via yet, and once more with credentials when it is challenged. On the loop. */
    void ask(SipRequest request, Hop to, ResponseListener listener) {
        endpoint.send(onWay(request), to, false, new ResponseListener() {
            @Override
            public void response(SipResponse response, Flow flow) {
                if (response.status() != 407) {
                    listener.response(response, flow);
                    return;
                }
                endpoint.send(onWay(authorized(request, response)), to, false, listener);
            }

            @Override
            public void failed(String why) {
                listener.failed(why);
            }
        });
    }

    /** Hands on the final response and no other. */
    static ResponseListener last(CompletableFuture<SipResponse> answered) {
        return new ResponseListener() {
            @Override
            public void response(SipResponse response, Flow flow) {
                if (!response.provisional()) {
                    answered.complete(response);
                }
            }

            @Override
            public void failed(String why) {
                answered.completeExceptionally(new IOException(why));
            }
        };
    }

    private SipRequest onWay(SipRequest request) {
        return request.withHeaders(request.headers().withFirst("Via", via()));
    }

    private SipRequest authorized(SipRequest request, SipResponse challenge) {
        Credentials asked = Credentials.parse(
                challenge.headers().first("Proxy-Authenticate").orElseThrow());
        String count = "00000001";
        String clientNonce = newTag();
        String response = DigestAlgorithm.MD5.response(new DigestAlgorithm.Proof(
                account.authUser(),
                account.password(),
                asked.get("realm"),
                asked.get("nonce"),
                count,
                clientNonce,
                request.method(),
                request.uri()));
        String credentials = "Digest username=\"" + account.authUser() + "\", realm=\"" + asked.get("realm")
                + "\", nonce=\"" + asked.get("nonce") + "\", uri=\"" + request.uri() + "\", response=\"" + response
                + "\", algorithm=MD5, qop=auth, nc=" + count + ", cnonce=\"" + clientNonce + "\"";
        long next = request.cseq().number() + 1;
        return request.withHeaders(request.headers()
                .replace("CSeq", next + " " + request.method())
                .with("Proxy-Authorization", credentials));
    }

    private final class Requests implements Endpoint.User {
        @Override
        public void request(ServerTransaction transaction) {
            SipRequest request = transaction.request();
            Optional<DeskPhoneCall> known = Optional.ofNullable(calls.get(request.callId()));
            try {
                if (request.method().equals("CANCEL") && known.isPresent()) {
                    known.get().cancelled(transaction);
                } else if (!request.tag("To").isEmpty() && known.isPresent()) {
                    known.get().within(transaction);
                } else if (request.tag("To").isEmpty() && request.method().equals("INVITE")) {
                    DeskPhoneCall call = new DeskPhoneCall(DeskPhone.this, request.callId());
                    calls.put(request.callId(), call);
                    call.arrived(transaction);
                    received.put(call);
                } else {
                    transaction.respond(request.answer(481, "Call/Transaction Does Not Exist")
                            .withToTag(newTag()));
                }
            } catch (SipFormatException e) {
                endpoint.violations().add("malformed", String.valueOf(e.getMessage()), request);
                transaction.respond(request.answer(400, "Bad Request").withToTag(newTag()));
            }
        }

        @Override
        public void ack(SipRequest ack) {
            Optional.ofNullable(calls.get(ack.callId())).ifPresent(call -> call.acknowledged(ack));
        }
    }
}
