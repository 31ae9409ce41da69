package org.linekeeper.registration;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.RegistrationPace;
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
    private final LineTable lines = new LineTable();
    private final History history = new History();
    private final PbxAddresses addresses;
    private final Map<String, PbxFacts> facts = new ConcurrentHashMap<>();
    private final RegisterClient client;
    private final Clock clock;
    private final boolean mayReuseNonces;
    private final TargetPacers pacers;

    private final Function<String, RegistrationPace> paces;

    /**
     * @param mayReuseNonces whether the settings allow credentials that nobody asked for
     * @param addresses those of all PBXs, to be kept
     * @param paces what the settings of a PBX say that it bears, by its id; up to date before {@link #paced} tells of a change
     */
    Roster(
            RegisterClient client,
            Clock clock,
            boolean mayReuseNonces,
            TargetPacers pacers,
            PbxAddresses addresses,
            Function<String, RegistrationPace> paces) {
        this.addresses = addresses;
        this.paces = paces;
        this.client = client;
        this.clock = clock;
        this.mayReuseNonces = mayReuseNonces;
        this.pacers = pacers;
    }

    @Nullable
    LineEntry entry(String lineId) {
        return lines.byId(lineId);
    }

    /** Every line. */
    void forEach(Consumer<LineEntry> action) {
        lines.forEach(action);
    }

    /** So many lines are about to be added. */
    void expect(int more) {
        lines.expect(more);
    }

    int size() {
        return lines.size();
    }

    PbxFacts facts(String pbxId) {
        PbxFacts known = facts.get(pbxId);
        return known != null ? known : facts.computeIfAbsent(pbxId, this::newFacts);
    }

    private PbxFacts newFacts(String pbxId) {
        PbxFacts made = new PbxFacts(pbxId, mayReuseNonces, addresses);
        made.whereabouts().paced(paces.apply(pbxId));
        return made;
    }

    /** PBXs where unproven credentials are not tried now. */
    int breakersOpen() {
        return (int) facts.values().stream()
                .filter(known -> known.credentials().isOpen())
                .count();
    }

    /** PBXs that see this gateway at another address than the Contact names, though nobody said that they would. */
    int addressesTranslated() {
        return (int)
                facts.values().stream().filter(PbxFacts::isTranslatedUnawares).count();
    }

    /** The settings of a PBX say whether an address translator is expected on the way. */
    void translationExpected(String pbxId, boolean expected) {
        PbxFacts known = facts.get(pbxId);
        if (known != null) {
            known.translationExpected(expected);
        }
    }

    /** The settings of a PBX say what it bears. */
    void paced(String pbxId, RegistrationPace pace) {
        facts.computeIfPresent(pbxId, (id, known) -> {
            known.whereabouts().paced(pace);
            return known;
        });
    }

    /** What the settings of a PBX changed may have been what its lines were refused for. True when lines may go on. */
    boolean credentialsMayHaveChanged(String pbxId) {
        PbxFacts known = facts.get(pbxId);
        return known != null && known.credentials().reset();
    }

    /** A new line. On its loop. */
    LineEntry add(String lineId, String pbxId, LineHome home, Registration registration) {
        PbxFacts pbx = entered(pbxId, registration.phase().state());
        LineEntry entry = new LineEntry(lineId, pbx, home, registration, clock.instant());
        lines.add(entry);
        return entry;
    }

    void remove(LineEntry entry) {
        lines.remove(entry);
        entry.facts.credentials().drop(entry.lineId);
        left(entry.pbxId(), entry.registration().phase().state());
    }

    /** Something happened to a line that its history tells. On its loop. */
    void happened(LineEntry entry, Instant at, RegistrationState state, RegistrationOutcome outcome) {
        history.add(entry, at, state, outcome);
    }

    /** What was learned of a PBX is of no worth any more: it stands elsewhere now, or is gone. */
    void forget(String pbxId) {
        facts.computeIfPresent(pbxId, (id, known) -> {
            known.forget();
            return unlessEmpty(known);
        });
    }

    private PbxFacts entered(String pbxId, RegistrationState state) {
        return facts.compute(pbxId, (id, known) -> {
            PbxFacts kept = known == null ? newFacts(id) : known;
            kept.entered(state);
            return kept;
        });
    }

    /** Nothing is kept of a PBX without lines. */
    private void left(String pbxId, RegistrationState state) {
        facts.computeIfPresent(pbxId, (id, known) -> {
            known.left(state);
            return unlessEmpty(known);
        });
    }

    private static @Nullable PbxFacts unlessEmpty(PbxFacts known) {
        if (known.isEmpty()) {
            known.whereabouts().end();
            return null;
        }
        return known;
    }

    /** The line belongs to another PBX now. */
    void assign(LineEntry entry, String pbxId) {
        RegistrationState state = entry.registration().phase().state();
        entry.facts.credentials().drop(entry.lineId);
        left(entry.pbxId(), state);
        entry.facts = entered(pbxId, state);
    }

    @Override
    public Optional<RegistrationView> of(String lineId) {
        return Optional.ofNullable(entry(lineId)).map(this::view);
    }

    @Override
    public PbxRegistrationView ofPbx(String pbxId) {
        PbxFacts known = facts.get(pbxId);
        return (known == null ? newFacts(pbxId) : known).view(pacers, clock.instant());
    }

    @Override
    public Optional<String> lineByContactToken(String token) {
        return LineIdentity.ofToken(token).map(lines::byIdentity).map(entry -> entry.lineId);
    }

    @Override
    public Optional<Target> targetOf(String lineId) {
        return Optional.ofNullable(entry(lineId))
                .flatMap(entry -> living(entry.registration().phase()))
                .map(Binding::target);
    }

    @Override
    public boolean isPbxAddress(String pbxId, InetAddress address) {
        PbxFacts known = facts.get(pbxId);
        return known != null && known.whereabouts().isAt(address);
    }

    @Override
    public Collection<String> pbxsAt(InetAddress address) {
        return addresses.at(address);
    }

    private RegistrationView view(LineEntry entry) {
        Registration registration = entry.registration();
        Phase phase = registration.phase();
        String token = registration.identity().contactToken();
        return new RegistrationView(
                entry.lineId,
                entry.pbxId(),
                phase.state(),
                entry.since(phase.state()),
                phase.account().map(Account::aor),
                token,
                living(phase).map(binding -> view(binding, token)),
                nextAttempt(phase),
                Optional.of(entry.lastResponse).filter(text -> !text.isEmpty()),
                failure(phase).or(() -> waitsForCredentials(entry)),
                registration.sessions().isEmpty()
                        ? Optional.empty()
                        : Optional.of(registration.sessions().get(0)),
                history.of(entry));
    }

    /** Its turn does not come because of others. */
    private Optional<RegistrationOutcome.Failed> waitsForCredentials(LineEntry entry) {
        PbxCredentials credentials = entry.facts.credentials();
        Registration registration = entry.registration();
        if (!credentials.isOpen()
                || entry.is(LineEntry.Mark.PROVEN)
                || registration.inFlight()
                || registration.phase().state() != RegistrationState.REGISTERING) {
            return Optional.empty();
        }
        int lines = credentials.view().refusedLines();
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
