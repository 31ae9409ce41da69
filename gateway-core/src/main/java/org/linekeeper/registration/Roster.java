package org.linekeeper.registration;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.register.RegisterClient;

/** All lines and what was learned of their PBXs, for the loops to write and everybody to read. */
final class Roster implements Registrations {
    private final Map<String, LineEntry> entries = new ConcurrentHashMap<>();
    private final Map<LineIdentity, String> byIdentity = new ConcurrentHashMap<>();
    private final Map<String, PbxFacts> facts = new ConcurrentHashMap<>();
    private final RegisterClient client;
    private final Clock clock;
    private final boolean mayReuseNonces;
    private final TargetPacers pacers;

    /** @param mayReuseNonces whether the settings allow credentials that nobody asked for */
    Roster(RegisterClient client, Clock clock, boolean mayReuseNonces, TargetPacers pacers) {
        this.client = client;
        this.clock = clock;
        this.mayReuseNonces = mayReuseNonces;
        this.pacers = pacers;
    }

    @Nullable
    LineEntry entry(String lineId) {
        return entries.get(lineId);
    }

    Collection<LineEntry> entries() {
        return entries.values();
    }

    PbxFacts facts(String pbxId) {
        PbxFacts known = facts.get(pbxId);
        return known != null ? known : facts.computeIfAbsent(pbxId, this::newFacts);
    }

    private PbxFacts newFacts(String pbxId) {
        return new PbxFacts(pbxId, mayReuseNonces);
    }

    /** PBXs where unproven credentials are not tried now. */
    int breakersOpen() {
        return (int) facts.values().stream()
                .filter(known -> known.credentials().isOpen())
                .count();
    }

    /** What the settings of a PBX changed may have been what its lines were refused for. True when lines may go on. */
    boolean credentialsMayHaveChanged(String pbxId) {
        PbxFacts known = facts.get(pbxId);
        return known != null && known.credentials().reset();
    }

    void add(LineEntry entry) {
        entries.put(entry.lineId, entry);
        byIdentity.put(entry.registration.identity(), entry.lineId);
        entered(entry.pbxId, entry.registration.phase().state());
    }

    void remove(LineEntry entry) {
        entries.remove(entry.lineId);
        byIdentity.remove(entry.registration.identity());
        facts(entry.pbxId).credentials().drop(entry.lineId);
        left(entry.pbxId, entry.registration.phase().state());
    }

    /** What was learned of a PBX is of no worth any more: it stands elsewhere now, or is gone. */
    void forget(String pbxId) {
        facts.computeIfPresent(pbxId, (id, known) -> {
            known.forget();
            return known.isEmpty() ? null : known;
        });
    }

    private void entered(String pbxId, RegistrationState state) {
        facts.compute(pbxId, (id, known) -> {
            PbxFacts kept = known == null ? newFacts(id) : known;
            kept.entered(state);
            return kept;
        });
    }

    /** Nothing is kept of a PBX without lines. */
    private void left(String pbxId, RegistrationState state) {
        facts.computeIfPresent(pbxId, (id, known) -> {
            known.left(state);
            return known.isEmpty() ? null : known;
        });
    }

    void moved(LineEntry entry, RegistrationState before, RegistrationState after) {
        PbxFacts pbx = facts(entry.pbxId);
        pbx.left(before);
        pbx.entered(after);
    }

    /** The line belongs to another PBX now. */
    void assign(LineEntry entry, String pbxId) {
        RegistrationState state = entry.registration.phase().state();
        facts(entry.pbxId).credentials().drop(entry.lineId);
        left(entry.pbxId, state);
        entry.pbxId = pbxId;
        entered(pbxId, state);
    }

    @Override
    public Optional<RegistrationView> of(String lineId) {
        return Optional.ofNullable(entries.get(lineId)).map(this::view);
    }

    @Override
    public PbxRegistrationView ofPbx(String pbxId) {
        PbxFacts known = facts.get(pbxId);
        return (known == null ? newFacts(pbxId) : known).view(pbxId, pacers, clock.instant());
    }

    @Override
    public Optional<String> lineByContactToken(String token) {
        return LineIdentity.ofToken(token).map(byIdentity::get);
    }

    @Override
    public Optional<Target> targetOf(String lineId) {
        return Optional.ofNullable(entries.get(lineId))
                .flatMap(entry -> living(entry.registration.phase()))
                .map(Binding::target);
    }

    @Override
    public boolean isPbxAddress(String pbxId, InetAddress address) {
        PbxFacts known = facts.get(pbxId);
        return known != null && known.isAt(address);
    }

    private RegistrationView view(LineEntry entry) {
        Registration registration = entry.registration;
        Phase phase = registration.phase();
        String token = registration.identity().contactToken();
        return new RegistrationView(
                entry.lineId,
                entry.pbxId,
                phase.state(),
                entry.since,
                phase.account().map(Account::aor),
                token,
                living(phase).map(binding -> view(binding, token)),
                nextAttempt(phase),
                Optional.of(entry.lastResponse).filter(text -> !text.isEmpty()),
                failure(phase).or(() -> waitsForCredentials(entry)),
                registration.sessions().isEmpty()
                        ? Optional.empty()
                        : Optional.of(registration.sessions().get(0)));
    }

    /** Its turn does not come because of others. */
    private Optional<RegistrationOutcome.Failed> waitsForCredentials(LineEntry entry) {
        PbxFacts pbx = facts.get(entry.pbxId);
        if (entry.proven
                || entry.registration.inFlight()
                || entry.registration.phase().state() != RegistrationState.REGISTERING
                || pbx == null
                || !pbx.credentials().isOpen()) {
            return Optional.empty();
        }
        int lines = pbx.credentials().view().refusedLines();
        return Optional.of(new RegistrationOutcome.Failed(
                "credentials_paused",
                0,
                "Waits: the PBX refused the credentials of " + lines + (lines == 1 ? " line" : " lines")
                        + ", and more refusals could make it ban this gateway. Correct those lines; one line is tried every 10"
                        + " minutes, and when it succeeds all go on."));
    }

    private RegistrationView.BindingView view(Binding binding, String token) {
        RegisterClient.ContactAddress address = client.contactAddress(binding.target());
        return new RegistrationView.BindingView(
                binding.target(),
                "sip:" + token + "@" + address.host() + ":" + address.port(),
                binding.requested(),
                binding.granted(),
                binding.expiresAt(),
                binding.serviceRoute());
    }

    private Optional<Binding> living(Phase phase) {
        return phase.binding().filter(binding -> binding.livesAt(clock.instant()));
    }

    private static Optional<Instant> nextAttempt(Phase phase) {
        if (phase instanceof Phase.Registered registered) {
            return Optional.of(registered.refreshAt());
        }
        if (phase instanceof Phase.BackingOff waiting) {
            return Optional.of(waiting.until());
        }
        return phase instanceof Phase.Rejected rejected ? Optional.of(rejected.until()) : Optional.empty();
    }

    private static Optional<RegistrationOutcome.Failed> failure(Phase phase) {
        if (phase instanceof Phase.BackingOff waiting) {
            return Optional.of(waiting.failure());
        }
        return phase instanceof Phase.Rejected rejected ? Optional.of(rejected.failure()) : Optional.empty();
    }
}
