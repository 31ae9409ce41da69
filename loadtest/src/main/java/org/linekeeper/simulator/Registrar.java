package org.linekeeper.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.NameAddress;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Violations;

/** Bindings by AOR. As on NetSapiens a device has one binding: the last REGISTER overwrites. */
final class Registrar {
    private final PbxSettings settings;
    private final Clock clock;
    private final Violations violations;
    private final Map<String, HostedPbx.Binding> bindings = new LinkedHashMap<>();
    private final List<HostedPbx.RegistrarEvent> events = new ArrayList<>();

    Registrar(PbxSettings settings, Clock clock, Violations violations) {
        this.settings = settings;
        this.clock = clock;
        this.violations = violations;
    }

    /** Answers a REGISTER whose sender has proved to be the owner of the AOR. On the loop. */
    SipResponse register(ServerTransaction transaction, String aor) throws SipFormatException {
        SipRequest request = transaction.request();
        List<String> contacts = request.headers().values("Contact");
        if (contacts.size() > 1 || contacts.contains("*")) {
            violations.add("register-contacts", "this PBX takes one Contact", request);
            return request.answer(400, "One Contact please");
        }
        Optional<HostedPbx.Binding> before = binding(aor);
        if (contacts.isEmpty()) {
            return granted(request, before);
        }
        NameAddress contact = NameAddress.parse(contacts.get(0));
        Duration wanted = wanted(request, contact);
        if (wanted.isZero()) {
            return removed(request, aor, contact, before);
        }
        if (wanted.compareTo(settings.minExpires()) < 0) {
            return request.answer(423, "Interval Too Brief")
                    .with("Min-Expires", Long.toString(settings.minExpires().toSeconds()));
        }
        Duration given = wanted.compareTo(settings.maxExpires()) > 0 ? settings.maxExpires() : wanted;
        Flow flow = transaction.flow();
        HostedPbx.Binding fresh = new HostedPbx.Binding(
                aor,
                contact.uri(),
                flow.protocol(),
                flow.remote(),
                clock.instant().plus(given),
                request.callId(),
                flow);
        synchronized (bindings) {
            bindings.put(aor, fresh);
        }
        event(
                aor,
                before.isEmpty() ? HostedPbx.RegistrarEvent.What.REGISTERED : HostedPbx.RegistrarEvent.What.REFRESHED);
        return granted(request, Optional.of(fresh));
    }

    private SipResponse removed(
            SipRequest request, String aor, NameAddress contact, Optional<HostedPbx.Binding> before) {
        if (before.isPresent() && !before.get().contact().equals(contact.uri())) {
            violations.add("register-other-contact", "removes " + contact.uri(), request);
            return granted(request, before);
        }
        synchronized (bindings) {
            bindings.remove(aor);
        }
        event(aor, HostedPbx.RegistrarEvent.What.REMOVED);
        return granted(request, Optional.empty());
    }

    private SipResponse granted(SipRequest request, Optional<HostedPbx.Binding> binding) {
        SipResponse ok = request.answer(200, "OK");
        if (binding.isEmpty()) {
            return ok;
        }
        long left = Duration.between(clock.instant(), binding.get().expires())
                .plusMillis(500)
                .toSeconds();
        return ok.with("Contact", "<" + binding.get().contact() + ">;expires=" + left)
                .with("Expires", Long.toString(left));
    }

    private Duration wanted(SipRequest request, NameAddress contact) throws SipFormatException {
        String text = Optional.ofNullable(contact.parameters().get("expires"))
                .or(() -> request.headers().first("Expires"))
                .orElse("3600");
        if (!text.matches("[0-9]{1,10}")) {
            throw new SipFormatException("bad expiry " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** The binding of an AOR unless it has run out. Any thread. */
    Optional<HostedPbx.Binding> binding(String aor) {
        synchronized (bindings) {
            return Optional.ofNullable(bindings.get(aor))
                    .filter(one -> clock.instant().isBefore(one.expires()));
        }
    }

    List<HostedPbx.Binding> all() {
        Instant now = clock.instant();
        synchronized (bindings) {
            return bindings.values().stream()
                    .filter(one -> now.isBefore(one.expires()))
                    .toList();
        }
    }

    List<HostedPbx.RegistrarEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    private void event(String aor, HostedPbx.RegistrarEvent.What what) {
        synchronized (events) {
            if (events.size() < 100_000) {
                events.add(new HostedPbx.RegistrarEvent(clock.instant(), aor, what));
            }
        }
    }
}
