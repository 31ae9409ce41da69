package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.Circumstances;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.PbxTrait;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.registration.machine.RegistrationMachine;
import org.linekeeper.registration.machine.Step;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.RegisterResponse;

final class RestingTest {
    private static final int SINCE = 1_700_000_000;
    private static final LineIdentity IDENTITY = new LineIdentity(0x1111, -0x2222);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final Account ACCOUNT =
            new Account(EngineFixture.line(1, "pw1", true), EngineFixture.pbx(true, Duration.ofMinutes(10)));

    private final Terms.Pool terms = new Terms.Pool();

    /** Whatever happens to a line: what can be packed is the same when it is unpacked, and what rests can be packed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsPackedIsUnpackedTheSame(long seed) {
        Random random = new Random(seed);
        RegistrationMachine machine =
                new RegistrationMachine(RegistrationSettings.defaults(), new DigestClient(() -> "cnonce"), random);
        Registration registration = Registration.fresh(IDENTITY);
        Instant now = NOW;
        Map<RegistrationState, Integer> packed = new EnumMap<>(RegistrationState.class);
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(400_000));
            Step step = machine.on(registration, event(random), new Circumstances(now, Duration.ZERO, PbxTrait.USUAL));
            registration = step.next();
            Resting resting = Resting.pack(registration, terms);
            if (resting != null) {
                assertThat(resting.unpack(IDENTITY)).isEqualTo(registration);
                packed.merge(registration.phase().state(), 1, Integer::sum);
            } else {
                assertThat(registration.phase()).isNotInstanceOfAny(Phase.Unregistered.class, Phase.Rejected.class);
            }
        }
        assertThat(packed.keySet())
                .isEqualTo(EnumSet.of(
                        RegistrationState.UNREGISTERED,
                        RegistrationState.REGISTERED,
                        RegistrationState.BACKING_OFF,
                        RegistrationState.REJECTED));
    }

    @Test
    void aRegisteredLineSharesAllButItsOwn() {
        Registration registration = registered(List.of(session("nonce", true)), NOW.plusSeconds(600));
        assertThat(repacked(registration)).isEqualTo(registration);
        Registration other = registered(List.of(session("other", true)), NOW.plusSeconds(601));
        assertThat(repacked(other)).isEqualTo(other);
        assertThat(bound(repacked(registration)).target())
                .isSameAs(bound(repacked(other)).target());
        assertThat(bound(repacked(registration)).serviceRoute())
                .isSameAs(bound(repacked(other)).serviceRoute());
    }

    @Test
    void aLineThatNeedsMoreThanThePlaceHoldsIsNotPacked() {
        List<DigestSession> two = List.of(session("a", false), session("b", false));
        assertThat(Resting.pack(registered(two, NOW), terms)).isNull();
        assertThat(Resting.pack(registered(List.of(session("\u20ac", false)), NOW), terms))
                .isNull();
        assertThat(Resting.pack(registered(List.of(), NOW.plusNanos(1)), terms)).isNull();
        Registration usual = registered(List.of(), NOW);
        assertThat(Resting.pack(usual, terms)).isNotNull();
        Registration longRun =
                new Registration(IDENTITY, 1L << 31, usual.sessions(), Optional.empty(), usual.wanted(), usual.phase());
        assertThat(Resting.pack(longRun, terms)).isNull();
        Registration leaving =
                new Registration(IDENTITY, 7, usual.sessions(), Optional.empty(), Optional.empty(), usual.phase());
        assertThat(Resting.pack(leaving, terms)).isNull();
    }

    /** A PBX that grants every line something else must not fill the memory with what nobody shares. */
    @Test
    void theTermsOfAPbxAreFewHoweverManyThereWere() {
        Registration first = registered(List.of(), NOW, Duration.ofSeconds(1));
        Terms.Pool pool = new Terms.Pool();
        Resting.pack(first, pool);
        for (int seconds = 2; seconds < 1_000; seconds++) {
            Registration next = registered(List.of(), NOW, Duration.ofSeconds(seconds));
            Resting resting = Resting.pack(next, pool);
            assertThat(resting).isNotNull();
            assertThat(resting.unpack(IDENTITY)).isEqualTo(next);
        }
        assertThat(pool.size()).isLessThanOrEqualTo(8);
    }

    /** The bytes of a line that rests are saved as they are: a restart must not see a difference. */
    @Test
    void itIsSavedAsIfItWereUnpacked() {
        for (List<DigestSession> sessions : List.of(
                List.<DigestSession>of(), List.of(session("nonce", true)), List.of(session("n".repeat(300), false)))) {
            Registration registration = registered(sessions, NOW.plusSeconds(600));
            assertThat(saved(registration)).isEqualTo(savedUnpacked(registration));
        }
    }

    /** What is written as UTF-8 is not what lies there as Latin-1. */
    @Test
    void aNonceOfOtherLettersIsSavedInAnotherWay() {
        assertThat(saved(registered(List.of(session("n\u00f6nce", false)), NOW)))
                .isNull();
    }

    @Test
    void aNonceThatIsTooLongIsNotSavedCutShort() {
        assertThat(saved(registered(List.of(session("n".repeat(0x10000), false)), NOW)))
                .isNull();
    }

    private byte @Nullable [] saved(Registration registration) {
        Resting resting = Resting.pack(registration, terms);
        assertThat(resting).isInstanceOf(RestingBound.class);
        return RegistrationCodec.write((RestingBound) resting, IDENTITY, 106, 0x1234, SINCE, 64, new ByteSink());
    }

    private static byte[] savedUnpacked(Registration registration) {
        List<DigestSession> reserved = registration.sessions().stream()
                .map(session -> new DigestSession(session.challenge(), session.uses() + 64))
                .toList();
        Phase.Registered phase = (Phase.Registered) registration.phase();
        RegistrationCodec.Bound bound = new RegistrationCodec.Bound(
                0x1234, phase.bound(), phase.refreshAt(), Instant.ofEpochSecond(SINCE), false);
        return RegistrationCodec.write(
                new RegistrationCodec.Snapshot(IDENTITY, 106, reserved, Optional.of(bound), Optional.empty()),
                new ByteSink());
    }

    private Registration repacked(Registration registration) {
        Resting resting = Resting.pack(registration, terms);
        assertThat(resting).isNotNull();
        return resting.unpack(IDENTITY);
    }

    private static Binding bound(Registration registration) {
        return registration.phase().binding().orElseThrow();
    }

    private static Registration registered(List<DigestSession> sessions, Instant expiresAt) {
        return registered(sessions, expiresAt, Duration.ofMinutes(5));
    }

    private static Registration registered(List<DigestSession> sessions, Instant expiresAt, Duration granted) {
        Binding binding = new Binding(
                EngineFixture.target(1),
                Duration.ofMinutes(10),
                granted,
                expiresAt,
                List.of("<sip:proxy.example.net;lr>"));
        return new Registration(
                IDENTITY,
                42,
                sessions,
                Optional.empty(),
                Optional.of(ACCOUNT),
                new Phase.Registered(ACCOUNT, binding, NOW.plusSeconds(300)));
    }

    private static DigestSession session(String nonce, boolean stale) {
        return new DigestSession(challenge("realm", nonce, stale), 3);
    }

    private static DigestChallenge challenge(String realm, String nonce, boolean stale) {
        return new DigestChallenge(
                DigestChallenge.Source.USER_AGENT_SERVER,
                realm,
                nonce,
                Optional.of("opaque"),
                DigestAlgorithm.SHA_256,
                true,
                stale);
    }

    private static RegistrationEvent event(Random random) {
        return switch (random.nextInt(12)) {
            case 0 ->
                new RegistrationEvent.AccountChanged(random.nextInt(4) == 0 ? Optional.empty() : Optional.of(ACCOUNT));
            case 1 ->
                new RegistrationEvent.AccountChanged(
                        Optional.of(new Account(EngineFixture.line(1, "pw" + random.nextInt(2), true), ACCOUNT.pbx())));
            case 2 -> new RegistrationEvent.NotLocated("no such domain");
            case 3 -> new RegistrationEvent.Located(List.of(EngineFixture.FIRST, EngineFixture.SECOND));
            case 4, 5 -> new RegistrationEvent.Admitted();
            case 6 -> new RegistrationEvent.TransactionTimedOut();
            case 7 -> new RegistrationEvent.RefreshRequested();
            case 8 -> new RegistrationEvent.TimerFired();
            default -> new RegistrationEvent.ResponseReceived(response(random), random.nextBoolean());
        };
    }

    private static RegisterResponse response(Random random) {
        int status = List.of(200, 200, 200, 401, 401, 403, 423, 500, 503).get(random.nextInt(9));
        List<DigestChallenge> challenges = new ArrayList<>();
        if (status == 401) {
            challenges.add(challenge("realm", "n" + random.nextInt(), random.nextBoolean()));
        }
        return new RegisterResponse(
                status,
                "Reason",
                status == 200 ? Optional.of(Duration.ofSeconds(60 + random.nextInt(3) * 600)) : Optional.empty(),
                challenges,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                random.nextBoolean() ? List.of() : List.of("<sip:a;lr>"),
                Optional.empty());
    }
}
