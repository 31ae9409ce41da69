package org.linekeeper.simulator.teams;

import java.util.List;
import java.util.Optional;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipMessage;
import org.linekeeper.simulator.sip.SipRequest;

/** One dialog of a call: Teams forks, each client with a tag of its own. On the loop. */
final class Fork {
    private final Core core;
    private final String contact;
    private final boolean routed;
    final MediaProcessor media;
    private Dialog dialog;
    private long sequence;
    private Optional<Description> heard = Optional.empty();
    private Optional<Description> offered = Optional.empty();
    private Optional<Runnable> onAck = Optional.empty();
    private boolean held;

    Fork(Core core, Dialog dialog, String contact, boolean routed, MediaProcessor media, long sequence) {
        this.core = core;
        this.dialog = dialog;
        this.contact = contact;
        this.routed = routed;
        this.media = media;
        this.sequence = sequence;
    }

    Dialog dialog() {
        return dialog;
    }

    String contact() {
        return contact;
    }

    long nextSequence() {
        return ++sequence;
    }

    /** Whether our user has put the call on hold. */
    boolean held() {
        return held;
    }

    void held(boolean now) {
        held = now;
    }

    /** We have sent an offer that is not answered yet. */
    void offers(String description) {
        offered = Optional.of(new Description(description));
    }

    void offerIsVoid() {
        offered = Optional.empty();
    }

    /** The last description of the SBC. */
    Optional<Description> heard() {
        return heard;
    }

    /** Takes a description of the SBC: the answer to our offer, or an offer. */
    void hear(SipMessage message) {
        if (message.body().isEmpty()) {
            return;
        }
        core.conduct.described(message, heard, offered);
        heard = Optional.of(new Description(message.body()));
        offered = Optional.empty();
    }

    void answeredBy(ServerTransaction transaction) {
        onAck(transaction::acknowledged);
    }

    /** What the next ACK ends. */
    void onAck(Runnable action) {
        onAck = Optional.of(action);
    }

    void acknowledged(SipRequest ack) {
        checked(ack);
        hear(ack);
        onAck.ifPresent(Runnable::run);
        onAck = Optional.empty();
    }

    /** RFC 3261 section 12.2.1.1: the Request-URI is our Contact, the Route is what we recorded; From and To stay. */
    void checked(SipRequest request) {
        if (!request.uri().equals(contact)) {
            core.conduct.broken(Rule.TARGET, request.uri() + " instead of " + contact, request);
        }
        List<String> routes = routed ? List.of(core.headers.recordRoute()) : List.of();
        if (!request.headers().values("Route").equals(routes)) {
            core.conduct.broken(Rule.ROUTE, request.headers().values("Route").toString(), request);
        }
        if (!sameParty(request, "From", dialog.remote()) || !sameParty(request, "To", dialog.local())) {
            core.conduct.broken(
                    Rule.PARTIES,
                    request.headers().first("From").orElse("") + " "
                            + request.headers().first("To").orElse(""),
                    request);
        }
    }

    private static boolean sameParty(SipRequest request, String header, String expected) {
        try {
            var wanted = org.linekeeper.simulator.sip.NameAddress.parse(expected);
            return request.address(header).uri().equals(wanted.uri())
                    && request.address(header).tag().equals(wanted.tag());
        } catch (SipFormatException e) {
            return false;
        }
    }

    /** The SBC may have a new Contact. */
    void retarget(SipMessage message) throws SipFormatException {
        dialog = new Dialog(
                dialog.callId(),
                dialog.local(),
                dialog.remote(),
                message.address("Contact").uri(),
                dialog.routes());
    }
}
