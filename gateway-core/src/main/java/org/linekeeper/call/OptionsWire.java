package org.linekeeper.call;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.peer.OptionsSender;
import org.linekeeper.call.peer.PeerKey;
import org.linekeeper.call.peer.machine.ProbeResult;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.ListenerSettings;

/**
 * OPTIONS to a peer, over the connection that calls to it use. Teams looks for our name in Contact, and refuses an IP address or an
 * empty user there.
 */
final class OptionsWire implements OptionsSender {
    /** Less than timer F, so that what ends before it did not go out at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_FORWARDS = 70;

    private final SipStack stack;
    private final SipMessages messages;
    private final List<String> listeners;
    private final Supplier<String> ids;
    private final Function<PeerKey, Optional<String>> names;

    /** @param names a name of ours that the peer knows from calls; its listener may have none */
    OptionsWire(
            SipStack stack,
            SipMessages messages,
            List<String> listeners,
            Supplier<String> ids,
            Function<PeerKey, Optional<String>> names) {
        this.stack = stack;
        this.messages = messages;
        this.listeners = listeners;
        this.ids = ids;
        this.names = names;
    }

    @Override
    public void send(PeerKey key, Target target, Consumer<ProbeResult> done) {
        String callId = ids.get();
        Loop loop = stack.loops().ownerOf(callId);
        loop.execute(() -> {
            Question question = new Question(done);
            try {
                Optional<ListenerSettings> listener = stack.listenerTo(target, listeners);
                if (listener.isEmpty()) {
                    question.end(new ProbeResult.Unreachable("no listener of ours speaks " + target.transport()));
                    return;
                }
                Request request = request(key, target, listener.get(), callId);
                ClientTransaction transaction =
                        stack.clientTransaction(request, target, listener.get().name());
                transaction.setApplicationData(question);
                question.waitOn(loop);
                transaction.sendRequest();
            } catch (SipException | ParseException | RuntimeException e) {
                question.end(new ProbeResult.Unreachable(String.valueOf(e.getMessage())));
            }
        });
    }

    private Request request(PeerKey key, Target target, ListenerSettings listener, String callId)
            throws ParseException {
        String own = ownName(key, target, listener);
        OptionalInt port = key.server().port();
        SipURI uri = messages.uri("", key.server().host(), port.orElse(0));
        if (target.transport() != SipTransport.UDP) {
            uri.setTransportParam(target.transport().token());
        }
        Request request = messages.request(
                Request.OPTIONS,
                uri,
                new InviteTemplate.Numbers(callId, 1, ids.get()),
                messages.address(messages.uri("", own, 0), Optional.empty()),
                messages.address(messages.uri("", key.server().host(), 0), Optional.empty()),
                MAX_FORWARDS);
        SipURI contact = messages.uri("", own, listener.advertisedPort());
        contact.setTransportParam(listener.transport().token());
        request.addHeader(messages.contact(contact));
        messages.allow(request);
        messages.add(request, "Accept", "application/sdp");
        return request;
    }

    /** Who the settings say we are, unless that is an address only: SBCs as strict as Teams answer 403 to an address. */
    private String ownName(PeerKey key, Target target, ListenerSettings listener) {
        if (!target.localName().isEmpty()) {
            return target.localName();
        }
        return listener.isNamed() ? listener.advertisedHost() : names.apply(key).orElse(listener.advertisedHost());
    }

    /** One OPTIONS under way; ends once. On the loop of its Call-ID. */
    private static final class Question implements ResponseTaker {
        private final Consumer<ProbeResult> done;
        private Timers.@Nullable Timeout patience;
        private boolean ended;

        private Question(Consumer<ProbeResult> done) {
            this.done = done;
        }

        private void waitOn(Loop loop) {
            patience = loop.timers().schedule(PATIENCE, () -> end(new ProbeResult.Silent()));
        }

        @Override
        public void response(Response response, @Nullable Dialog dialog) {
            if (response.getStatusCode() >= 200) {
                end(new ProbeResult.Answered(
                        response.getStatusCode(),
                        ReasonText.after(String.valueOf(response.getReasonPhrase()), SipMessages.reasons(response)),
                        SipMessages.retryAfter(response)));
            }
        }

        @Override
        public void timedOut() {
            end(new ProbeResult.Unreachable("no connection, or it was closed"));
        }

        private void end(ProbeResult result) {
            if (ended) {
                return;
            }
            ended = true;
            if (patience != null) {
                patience.cancel();
            }
            done.accept(result);
        }
    }
}
