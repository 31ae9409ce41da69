package org.linekeeper.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Inbox;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.ResponseListener;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.SipUri;

/**
 * One call of a desk phone. What it is told to do, it does at once; BYE, NOTIFY and re-INVITE it answers by itself and keeps for
 * the test to look at.
 *
 * <p>The public methods belong to the test's thread; they give up after half a minute. The others are for the loop.
 */
public final class DeskPhoneCall {
    private final DeskPhone phone;
    private final String callId;
    private final String tag = DeskPhone.newTag();
    private final Inbox<SipRequest> requests = new Inbox<>();
    private final Inbox<SipResponse> responses = new Inbox<>();
    private Optional<ServerTransaction> invited = Optional.empty();
    private Optional<ServerTransaction> reInvited = Optional.empty();
    private Optional<SipRequest> invite = Optional.empty();
    private Optional<Dialog> dialog = Optional.empty();
    private long sequence = 1;
    private String described = "";
    private String heard = "";
    private int refusalOfReInvites;

    DeskPhoneCall(DeskPhone phone, String callId) {
        this.phone = phone;
        this.callId = callId;
    }

    public String callId() {
        return callId;
    }

    /** The INVITE that began it. */
    public SipRequest invite() throws Exception {
        return run(() -> CompletableFuture.completedFuture(invite.orElseThrow()));
    }

    /** Waits for a response of this status to our INVITE; a 200 is acknowledged. */
    public SipResponse await(int status) throws InterruptedException {
        return responses.take(status + " in call " + callId, response -> response.status() == status);
    }

    /** Waits for a request within this call, ACK and CANCEL too. */
    public SipRequest await(String method) throws InterruptedException {
        return requests.take(
                method + " in call " + callId, request -> request.method().equals(method));
    }

    /** The requests within this call so far. */
    public List<SipRequest> requests() {
        return requests.all();
    }

    public void ring() throws Exception {
        run(() -> respond(180, "Ringing", ""));
    }

    /** Answers, and waits for the ACK. */
    public void answer() throws Exception {
        run(() -> respond(200, "OK", Sdp.answer(invite.orElseThrow().body(), host())));
        await("ACK");
    }

    public void refuse(int status, String phrase) throws Exception {
        run(() -> respond(status, phrase, ""));
    }

    /** Hangs up, and waits for the answer. */
    public SipResponse hangUp() throws Exception {
        return run(() -> send("BYE", SipHeaders.EMPTY));
    }

    /** Transfers; the answer to the REFER. */
    public SipResponse refer(String referTo) throws Exception {
        return run(() -> send(
                "REFER",
                SipHeaders.EMPTY
                        .with("Refer-To", referTo)
                        .with("Referred-By", "<sip:" + own() + ">")
                        .with("Contact", "<" + phone.contact() + ">")));
    }

    /** Tells whoever has referred us how that goes, by a status line; the answer to the NOTIFY. */
    public SipResponse tell(String line) throws Exception {
        boolean last = !line.startsWith("1");
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        return run(() -> {
            whole(
                    "NOTIFY",
                    ++sequence,
                    SipHeaders.EMPTY
                            .with("Contact", "<" + phone.contact() + ">")
                            .with("Event", "refer")
                            .with("Subscription-State", last ? "terminated;reason=noresource" : "active;expires=60")
                            .with("Content-Type", "message/sipfrag"),
                    "SIP/2.0 " + line + "\r\n",
                    DeskPhone.last(answered));
            return answered;
        });
    }

    /** Says {@code inactive}, {@code sendonly} or {@code sendrecv}; the answer to the re-INVITE, acknowledged. */
    public SipResponse reInvite(String direction) throws Exception {
        return run(() -> offerAgain(direction));
    }

    /** From now on each re-INVITE is refused with this status; 0 for none. */
    public void refuseReInvites(int status) throws Exception {
        run(() -> refusalOfReInvites = status);
    }

    /** The other side's session description, the last of it. */
    public String heard() throws Exception {
        return run(() -> CompletableFuture.completedFuture(heard));
    }

    /** The value that names this dialog in a Replaces header of another request to the far end. */
    public String replaces() throws Exception {
        return run(() -> CompletableFuture.completedFuture(callId + ";to-tag="
                + CallLeg.tag(dialog.orElseThrow().remote()) + ";from-tag="
                + CallLeg.tag(dialog.orElseThrow().local())));
    }

    void place(String number, SipHeaders extra) {
        DeskPhone.Account account = phone.account();
        describe(Sdp.encrypted(host()));
        SipHeaders headers = SipHeaders.EMPTY
                .with("Max-Forwards", "70")
                .with("From", "<sip:" + own() + ">;tag=" + tag)
                .with("To", "<sip:" + number + "@" + account.domain() + ">")
                .with("Call-ID", callId)
                .with("CSeq", "1 INVITE")
                .with("Contact", "<" + phone.contact() + ">")
                .with("Route", phone.route())
                .withAll(capabilities())
                .withAll(extra)
                .with("Content-Type", "application/sdp");
        SipRequest request = new SipRequest("INVITE", "sip:" + number + "@" + account.domain(), headers, described);
        invite = Optional.of(request);
        sequence = 2;
        phone.ask(request, phone.proxy(), new Responses());
    }

    void arrived(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        invited = Optional.of(transaction);
        invite = Optional.of(request);
        heard = request.body();
        dialog = Optional.of(
                Dialog.ofCalled(request, request.headers().first("To").orElseThrow() + ";tag=" + tag));
        transaction.respond(request.answer(100, "Trying"));
    }

    void cancelled(ServerTransaction cancel) {
        cancel.respond(cancel.request().answer(200, "OK").withToTag(tag));
        respond(487, "Request Terminated", "");
        requests.put(cancel.request());
    }

    void acknowledged(SipRequest ack) {
        invited.ifPresent(ServerTransaction::acknowledged);
        reInvited.ifPresent(ServerTransaction::acknowledged);
        requests.put(ack);
    }

    /** A request with a To tag that is neither ACK nor CANCEL. */
    void within(ServerTransaction transaction) {
        SipRequest request = transaction.request();
        if (request.method().equals("REFER")) {
            transaction.respond(request.answer(202, "Accepted").with("Contact", "<" + phone.contact() + ">"));
        } else if (!request.method().equals("INVITE")) {
            transaction.respond(request.answer(200, "OK"));
        } else if (refusalOfReInvites > 0) {
            transaction.respond(request.answer(refusalOfReInvites, "Not Acceptable Here"));
        } else {
            reInvited = Optional.of(transaction);
            heard = request.body();
            transaction.respond(request.answer(200, "OK")
                    .with("Contact", "<" + phone.contact() + ">")
                    .withHeadersOf(capabilities())
                    .withSdp(describe(Sdp.answer(request.body(), host()))));
        }
        requests.put(request);
    }

    private void respond(int status, String phrase, String sdp) {
        ServerTransaction transaction = invited.orElseThrow();
        SipRequest request = transaction.request();
        SipResponse response = request.answer(status, phrase).withToTag(tag);
        if (status < 300) {
            for (String recorded : request.headers().lines("Record-Route")) {
                response = response.with("Record-Route", recorded);
            }
            response = response.with("Contact", "<" + phone.contact() + ">").withHeadersOf(capabilities());
        }
        transaction.respond(sdp.isEmpty() ? response : response.withSdp(describe(sdp)));
    }

    private CompletableFuture<SipResponse> send(String method, SipHeaders extra) {
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        whole(method, ++sequence, extra, "", DeskPhone.last(answered));
        return answered;
    }

    private CompletableFuture<SipResponse> offerAgain(String direction) {
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        long number = ++sequence;
        SipHeaders headers = SipHeaders.EMPTY
                .with("Contact", "<" + phone.contact() + ">")
                .withAll(capabilities())
                .with("Content-Type", "application/sdp");
        CompletableFuture<SipResponse> response = new CompletableFuture<>();
        whole("INVITE", number, headers, describe(Sdp.turned(described, direction)), DeskPhone.last(response));
        CompletableFuture<Void> unused = response.thenAccept(last -> {
            if (last.success()) {
                heard = last.body();
                acknowledge(number);
            }
            answered.complete(last);
        });
        return answered;
    }

    private void acknowledge(long number) {
        Dialog known = dialog.orElseThrow();
        SipHeaders headers = known.headers(number, "ACK").withFirst("Via", phone.via());
        phone.endpoint().sendAlone(new SipRequest("ACK", known.target(), headers, ""), next(known));
    }

    private void whole(String method, long number, SipHeaders extra, String body, ResponseListener listener) {
        Dialog known = dialog.orElseThrow();
        SipHeaders headers = known.headers(number, method).withAll(extra).withFirst("Via", phone.via());
        phone.endpoint().send(new SipRequest(method, known.target(), headers, body), next(known), false, listener);
    }

    private static Hop next(Dialog known) {
        try {
            SipUri uri = known.next();
            return Hop.to(
                    Protocol.UDP, new InetSocketAddress(uri.host(), uri.port().orElse(5060)));
        } catch (SipFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private String describe(String sdp) {
        described = described.isEmpty() ? sdp : Sdp.following(described, sdp);
        return described;
    }

    private static SipHeaders capabilities() {
        return SipHeaders.EMPTY
                .with("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, REFER, NOTIFY")
                .with("Supported", "replaces");
    }

    private String own() {
        return phone.account().user() + "@" + phone.account().domain();
    }

    private String host() {
        return phone.address().getAddress().getHostAddress();
    }

    private <T> T run(java.util.function.Supplier<CompletableFuture<T>> begin) throws Exception {
        return phone.endpoint().await(begin);
    }

    private void run(Runnable action) throws Exception {
        run(() -> CompletableFuture.runAsync(action, Runnable::run));
    }

    private final class Responses implements ResponseListener {
        @Override
        public void response(SipResponse response, Flow flow) {
            if (!response.success()) {
                responses.put(response);
                return;
            }
            try {
                boolean first = dialog.isEmpty();
                dialog = Optional.of(Dialog.ofCaller(invite.orElseThrow(), response, ""));
                acknowledge(response.cseq().number());
                if (first) {
                    heard = response.body();
                    responses.put(response);
                }
            } catch (SipFormatException e) {
                failed(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void failed(String why) {
            phone.endpoint().violations().add("no-answer", why, invite.orElseThrow());
            responses.put(new SipResponse(408, new IOException(why).toString(), SipHeaders.EMPTY, ""));
        }
    }
}
