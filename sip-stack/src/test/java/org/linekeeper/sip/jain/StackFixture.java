package org.linekeeper.sip.jain;

import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.trace.MessageTap;
import org.linekeeper.sip.transport.Admission;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TlsSettings;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.TransportLimits;

/** An open stack on one loopback address, with the usual steps of a user agent. */
final class StackFixture implements AutoCloseable {
    static final JsrFactories JSR = JsrFactories.create();

    final RecordingUser user = new RecordingUser();
    final TransportCounters counters = new TransportCounters();
    final TestTicker ticker = new TestTicker();
    final JainSipStack stack;

    StackFixture(String host, Optional<TlsSettings> tls) {
        this(host, tls, TransportLimits.defaults(), Admission.OPEN);
    }

    StackFixture(String host, Optional<TlsSettings> tls, TransportLimits limits, Admission admission) {
        this(host, 5060, tls, limits, admission);
    }

    StackFixture(String host, int port, Optional<TlsSettings> tls, TransportLimits limits, Admission admission) {
        List<ListenerSettings> listeners = new ArrayList<>();
        listeners.add(listener("udp", SipTransport.UDP, host, port, Optional.empty()));
        listeners.add(listener("tcp", SipTransport.TCP, host, port, Optional.empty()));
        tls.ifPresent(settings -> listeners.add(listener("tls", SipTransport.TLS, host, 5061, Optional.of(settings))));
        stack = JainSipStack.create(
                new SipStackSettings("Linekeeper", 2, listeners, limits),
                new StackPorts(MessageTap.NONE, counters, Clock.systemUTC(), ticker, new Random(1), admission));
        stack.transactionUser(user);
        SipStack.OpenOutcome outcome = stack.open();
        if (!(outcome instanceof SipStack.OpenOutcome.Opened)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private static ListenerSettings listener(
            String name, SipTransport transport, String host, int port, Optional<TlsSettings> tls) {
        return new ListenerSettings(name, transport, new InetSocketAddress(host, port), host, port, tls);
    }

    InetSocketAddress address(String listener) {
        return stack.boundAddress(listener);
    }

    <T> T onLoop(String callId, Callable<T> action) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        stack.loops().ownerOf(callId).execute(() -> {
            try {
                done.complete(action.call());
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(30, TimeUnit.SECONDS);
    }

    Request invite(String callId, Target target) throws Exception {
        return request(Request.INVITE, callId, target);
    }

    Request request(String method, String callId, Target target) throws Exception {
        Address us = JSR.addresses().createAddress("<sip:us@linekeeper.example>");
        Address them = JSR.addresses().createAddress("<sip:them@pbx.example>");
        Request request = JSR.messages()
                .createRequest(
                        JSR.addresses().createURI("sip:them@pbx.example"),
                        method,
                        JSR.headers().createCallIdHeader(callId),
                        JSR.headers().createCSeqHeader(1L, method),
                        JSR.headers().createFromHeader(us, "ourtag"),
                        JSR.headers().createToHeader(them, null),
                        new ArrayList<>(),
                        JSR.headers().createMaxForwardsHeader(70));
        String transport = target.transport().name().toLowerCase(Locale.ROOT);
        ListenerSettings listener = stack.listener(transport);
        request.setHeader(JSR.headers()
                .createContactHeader(JSR.addresses()
                        .createAddress("<sip:us@" + listener.advertisedHost() + ":" + listener.advertisedPort()
                                + ";transport=" + transport + ">")));
        return request;
    }

    ClientTransaction send(Request request, Target target) throws Exception {
        String callId = ((javax.sip.header.CallIdHeader) request.getHeader("Call-ID")).getCallId();
        return onLoop(callId, () -> {
            ClientTransaction transaction = stack.clientTransaction(
                    request, target, target.transport().name().toLowerCase(Locale.ROOT));
            if (request.getMethod().equals(Request.INVITE)) {
                stack.provider(target.transport().name().toLowerCase(Locale.ROOT))
                        .getNewDialog(transaction);
            }
            transaction.sendRequest();
            return transaction;
        });
    }

    /** Answers with a To tag and a Contact, making the server transaction if there is none. */
    static ServerTransaction answer(RequestEvent event, int... statuses) {
        try {
            ServerTransaction transaction = event.getServerTransaction();
            if (transaction == null) {
                SipProvider provider = (SipProvider) event.getSource();
                transaction = provider.getNewServerTransaction(event.getRequest());
                if (event.getRequest().getMethod().equals(Request.INVITE)) {
                    provider.getNewDialog(transaction);
                }
            }
            return answer(transaction, statuses);
        } catch (SipException e) {
            throw new IllegalStateException(e);
        }
    }

    static ServerTransaction answer(ServerTransaction transaction, int... statuses) {
        try {
            for (int status : statuses) {
                Response response = JSR.messages().createResponse(status, transaction.getRequest());
                ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
                if (to.getTag() == null) {
                    to.setTag("ourtag");
                }
                response.setHeader(
                        JSR.headers().createContactHeader(JSR.addresses().createAddress("<sip:us@127.77.3.1:5060>")));
                transaction.sendResponse(response);
            }
            return transaction;
        } catch (SipException | InvalidArgumentException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
