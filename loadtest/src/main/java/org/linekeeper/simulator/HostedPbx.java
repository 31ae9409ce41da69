package org.linekeeper.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.NameAddress;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipUri;
import org.linekeeper.simulator.sip.SipWriter;
import org.linekeeper.simulator.sip.Violation;

/**
 * A hosted PBX in the manner of NetSapiens: devices register through an edge proxy, REGISTER and INVITE are challenged with
 * 407, extensions take and make calls. It records every rule its peers break. All methods may be called from any thread.
 */
public final class HostedPbx implements AutoCloseable {
    /** The name under which it writes to the message log. */
    public static final String PARTY = "PBX";

    /** A device that may register. */
    public record Account(String sipUser, String authUser, String password) {}

    /**
     * Where a device is registered.
     *
     * @param contact its Contact URI, byte for byte
     * @param from where its REGISTER came from
     */
    public record Binding(
            String aor,
            String contact,
            Protocol protocol,
            InetSocketAddress from,
            Instant expires,
            String callId,
            Flow flow) {}

    /** One accepted REGISTER. */
    public record RegistrarEvent(Instant at, String aor, What what) {
        /** What it changed. */
        public enum What {
            REGISTERED,
            REFRESHED,
            REMOVED
        }
    }

    private final PbxSettings settings;
    private final Endpoint endpoint;
    private final InetSocketAddress edge;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, CallPlan> extensions = new ConcurrentHashMap<>();
    private final DigestGuard guard;
    private final Registrar registrar;
    private final CallBook calls;

    /** Binds and starts. Without further ado it knows no device and no extension. */
    public static HostedPbx start(PbxSettings settings, MessageLog log) throws IOException {
        return new HostedPbx(settings, log, Clock.systemUTC());
    }

    private HostedPbx(PbxSettings settings, MessageLog log, Clock clock) throws IOException {
        this.settings = settings;
        this.endpoint = new Endpoint(PARTY, SipWriter.Names.USUAL, Optional.empty(), log);
        this.guard = new DigestGuard(settings, accounts, clock, endpoint.violations());
        this.registrar = new Registrar(settings, clock, endpoint.violations());
        this.edge = endpoint.listen(Protocol.UDP, settings.edge());
        endpoint.listen(Protocol.TCP, edge);
        this.calls = new CallBook(endpoint, new PbxPersona(settings.domain(), edge, settings.encrypts()), clock);
        endpoint.user(new Requests());
    }

    /** Where the edge proxy listens: the target of the SRV records. */
    public InetSocketAddress edge() {
        return edge;
    }

    /** Adds a device, or changes its password. */
    public void account(Account account) {
        accounts.put(account.sipUser(), account);
    }

    /** Says how a number treats calls; {@code "*"} for every number that is not named. */
    public void extension(String number, CallPlan plan) {
        extensions.put(number, plan);
    }

    /** What is registered now, one binding a device. */
    public List<Binding> bindings() {
        return registrar.all();
    }

    public Optional<Binding> binding(String sipUser) {
        return registrar.binding(aor(sipUser));
    }

    /** The accepted REGISTERs in order, the first 100,000. */
    public List<RegistrarEvent> registrarEvents() {
        return registrar.events();
    }

    /**
     * Lets an extension call a registered device.
     *
     * @throws IllegalStateException when the device is not registered
     */
    public SimulatedCall call(String extension, String displayName, String sipUser) {
        Binding binding = binding(sipUser)
                .orElseThrow(() -> new IllegalStateException(aor(sipUser) + " is not registered at the PBX"));
        String from = "\"" + displayName + "\" <sip:" + extension + "@" + settings.domain() + ">";
        String to = "<sip:" + aor(sipUser) + ">";
        return calls.place(binding.contact(), from, to, extension, Hop.over(binding.flow()), SipHeaders.EMPTY);
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

    private String aor(String sipUser) {
        return sipUser + "@" + settings.domain();
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
                transaction.respond(request.answer(400, "Bad Request").withToTag("bad"));
            }
        }

        @Override
        public void ack(SipRequest ack) {
            calls.ack(ack);
        }
    }

    private void outside(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        switch (request.method()) {
            case "OPTIONS" -> transaction.respond(request.answer(200, "OK").withToTag("edge"));
            case "REGISTER" -> register(transaction);
            case "INVITE" -> invite(transaction);
            default ->
                transaction.respond(request.answer(501, "Not Implemented").withToTag("edge"));
        }
    }

    private void register(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        SipUri uri = SipUri.parse(request.uri());
        SipUri owner = request.address("To").sipUri();
        if (!uri.host().equals(settings.domain()) || !owner.host().equals(settings.domain())) {
            endpoint.violations().add("register-domain", "this PBX serves " + settings.domain(), request);
            transaction.respond(request.answer(404, "Not Found").withToTag("core"));
            return;
        }
        route(request);
        DigestGuard.Verdict verdict = guard.check(request);
        if (verdict instanceof DigestGuard.Verdict.Challenge challenge) {
            transaction.respond(guard.challenge(request, challenge.stale()).withToTag("core"));
        } else if (verdict instanceof DigestGuard.Verdict.Proved proved) {
            String user = proved.account().sipUser();
            boolean own = user.equals(owner.user().orElse(""));
            transaction.respond(
                    (own ? registrar.register(transaction, aor(user)) : request.answer(403, "Not your address"))
                            .withToTag("core"));
        }
    }

    private void invite(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        route(request);
        if (settings.challengeInvites() && guard.check(request) instanceof DigestGuard.Verdict.Challenge challenge) {
            transaction.respond(guard.challenge(request, challenge.stale()).withToTag("edge"));
            return;
        }
        String caller = request.address("From").sipUri().aor();
        if (registrar.binding(caller).isEmpty()) {
            endpoint.violations().add("caller-unregistered", caller, request);
            transaction.respond(request.answer(403, "Register first").withToTag("core"));
            return;
        }
        if (request.body().isEmpty()) {
            endpoint.violations().add("sdp-missing", "an INVITE without offer", request);
        }
        String number = SipUri.parse(request.uri()).user().orElse("");
        Optional<CallPlan> plan =
                Optional.ofNullable(extensions.get(number)).or(() -> Optional.ofNullable(extensions.get("*")));
        if (plan.isEmpty()) {
            transaction.respond(request.answer(404, "Not Found").withToTag("core"));
            return;
        }
        calls.receive(transaction, plan.get());
    }

    /** The domain is not in DNS: a request gets here by a Route to the edge only (RFC 3261 section 8.1.2). */
    private void route(SipRequest request) throws SipFormatException {
        List<String> routes = request.headers().values("Route");
        boolean loose = routes.size() == 1
                && NameAddress.parse(routes.get(0)).sipUri().parameter("lr").isPresent();
        if (!loose) {
            endpoint.violations().add("route", "one Route with lr to the edge is needed, not " + routes, request);
        }
    }
}
