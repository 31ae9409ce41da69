package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;

/** The pace of the whole engine towards several PBXs, in virtual time. */
final class RegistrationPaceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private PbxField field = new PbxField(3, RegistrationSettings.defaults());

    @Test
    void deadSlowAndMadPbxsDoNotDelayOthers() {
        Target dead = field.target();
        field.network.dead.add(dead);
        field.pbx("dead", HOUR, dead);
        Target slow = field.target();
        PbxField.know(field.registrarAt(slow), "slow", 300, "pw");
        field.network.slow.put(slow, Duration.ofSeconds(20));
        field.pbx("slow", HOUR, slow);
        Target mad = field.target();
        field.registrarAt(mad).status = 299;
        field.pbx("mad", HOUR, mad);
        Target sound = field.target();
        PbxField.know(field.registrarAt(sound), "sound", 100, "pw");
        field.pbx("sound", HOUR, sound);

        for (String pbx : List.of("dead", "slow", "mad")) {
            field.lines(pbx, 300, "pw");
        }
        field.lines("sound", 100, "pw");
        field.world.forward(Duration.ofSeconds(12));

        // 8 a second for 10 s, then 16
        assertThat(field.registered("sound")).isEqualTo(100);
        assertThat(field.view("dead").targets().get(0).inFlight()).isLessThanOrEqualTo(32);
        field.world.forward(Duration.ofMinutes(2));
        assertThat(field.view("dead").targets().get(0).state()).isEqualTo(TargetPaceView.State.DOWN);
        assertThat(field.engine.levels().targetsDown()).isEqualTo(1);
    }

    @Test
    void aTenantWithManyLinesDoesNotDelayAnotherAtTheSameTarget() {
        Target shared = field.target();
        FakeRegistrar registrar = field.registrarAt(shared);
        PbxField.know(registrar, "large", 2_000, "pw");
        PbxField.know(registrar, "small", 10, "pw");
        field.pbx("large", HOUR, shared);
        field.pbx("small", HOUR, shared);
        field.lines("large", 2_000, "pw");
        field.lines("small", 10, "pw");
        field.world.forward(Duration.ofSeconds(4));

        assertThat(field.registered("small")).isEqualTo(10);
        assertThat(field.registered("large")).isBetween(10, 40);
    }

    /** At most 10 failed authentications in 10 s at a target; and after five the lines wait. */
    @Test
    void aTenantWithWrongPasswordsDoesNotGetTheGatewayBanned() {
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        PbxField.know(registrar, "bad", 1_000, "pw");
        PbxField.know(registrar, "good", 200, "pw");
        field.pbx("bad", HOUR, target);
        field.pbx("good", HOUR, target);
        field.lines("good", 200, "pw");
        field.lines("bad", 1_000, "wrong");
        field.world.forward(Duration.ofMinutes(2));

        assertThat(registrar.refused).hasSizeBetween(5, 10);
        assertThat(field.registered("good")).isEqualTo(200);
        CredentialBreakerView credentials = field.view("bad").credentials();
        assertThat(credentials.state()).isEqualTo(CredentialBreakerView.State.OPEN);
        assertThat(credentials.refusedLines()).isBetween(5, 10);
        assertThat(field.view("good").credentials().state()).isEqualTo(CredentialBreakerView.State.CLOSED);
        assertThat(field.engine.levels().breakersOpen()).isEqualTo(1);
        RegistrationView waiting = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> field.engine.registrations().of("bad" + i).orElseThrow())
                .filter(view -> view.state() == RegistrationState.REGISTERING)
                .findFirst()
                .orElseThrow();
        assertThat(waiting.failure().orElseThrow().code()).isEqualTo("credentials_paused");
        assertThat(waiting.failure().orElseThrow().advice()).startsWith("Waits: the PBX refused the credentials of ");

        field.world.forward(HOUR.multipliedBy(10));
        assertMost(registrar.refused, 10, Duration.ofSeconds(10));
        // one trial every 10 minutes, and lines that were refused before, three times a day
        assertThat(registrar.refused.size()).isLessThan(100);
        assertThat(field.registered("good")).isEqualTo(200);
        assertThat(registrar.lapses).isEmpty();

        field.lines("bad", 1_000, "pw");
        field.world.forward(Duration.ofMinutes(2));
        assertThat(field.registered("bad")).isEqualTo(1_000);
        assertThat(field.engine.levels().breakersOpen()).isZero();
        assertThat(field.view("bad").credentials().refusedLines()).isZero();
    }

    /** Half a percent of wrong passwords: the other lines do not wait for 10 minutes again and again. */
    @Test
    void aFewWrongPasswordsDoNotStopTheStartOfALargePbx() {
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        PbxField.know(registrar, "pbx", 4_000, "pw");
        field.pbx("pbx", HOUR, target);
        for (int i = 1; i <= 4_000; i++) {
            field.line("pbx", i, i % 200 == 0 ? "wrong" : "pw");
        }
        field.world.forward(Duration.ofMinutes(5));

        assertThat(field.registered("pbx")).isEqualTo(3_980);
        assertThat(registrar.refused).hasSize(20);
        assertMost(registrar.refused, 10, Duration.ofSeconds(10));
        assertThat(field.view("pbx").credentials().state()).isEqualTo(CredentialBreakerView.State.CLOSED);
    }

    /** Rejected credentials are tried three times a day at most. */
    @Test
    void aRejectedLineIsTriedThreeTimesADay() {
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        PbxField.know(registrar, "pbx", 1, "pw");
        field.pbx("pbx", HOUR, target);
        field.lines("pbx", 1, "wrong");
        field.world.forward(HOUR.multipliedBy(24 * 10));
        assertMost(registrar.refused, 3, HOUR.multipliedBy(24));
        assertThat(registrar.refused).hasSizeBetween(15, 30);
    }

    /** Lines go to the second target when the first one dies, and come back when it lives, at their refreshes. */
    @Test
    void linesReturnToThePreferredTarget() {
        Target first = field.target();
        Target second = field.target();
        FakeRegistrar registrar = field.registrarAt(first);
        field.network.registrars.put(second, registrar);
        PbxField.know(registrar, "pbx", 200, "pw");
        field.pbx("pbx", Duration.ofMinutes(10), first, second);
        field.located.put("pbx.example.net", new Location.Found(List.of(first, second), 1, Instant.MAX, false));
        field.lines("pbx", 200, "pw");
        field.world.forward(Duration.ofMinutes(1));
        assertThat(holders("pbx", 200)).containsOnly(Map.entry(first, 200));

        field.network.dead.add(first);
        field.world.forward(Duration.ofMinutes(30));
        assertThat(holders("pbx", 200)).containsOnly(Map.entry(second, 200));
        assertThat(registrar.lapses).isEmpty();
        int tries = field.network.times.get(first).size();
        field.world.forward(Duration.ofMinutes(60));
        assertThat(field.network.times.get(first).size() - tries).isBetween(1, 10);

        field.network.dead.clear();
        field.world.forward(Duration.ofMinutes(50));
        assertThat(holders("pbx", 200)).containsOnly(Map.entry(first, 200));
        assertThat(registrar.lapses).isEmpty();
        assertThat(field.view("pbx").targets().get(0).state()).isEqualTo(TargetPaceView.State.UP);
    }

    /** All targets die; the second one comes back long before the first: nobody waits for the first. */
    @Test
    void whoWaitsAtADeadTargetHearsOfAnotherThatIsUpAgain() {
        Target first = field.target();
        Target second = field.target();
        FakeRegistrar registrar = field.registrarAt(first);
        field.network.registrars.put(second, registrar);
        PbxField.know(registrar, "pbx", 300, "pw");
        field.pbx("pbx", Duration.ofMinutes(10), first, second);
        field.located.put("pbx.example.net", new Location.Found(List.of(first, second), 1, Instant.MAX, false));
        field.network.dead.add(first);
        field.network.dead.add(second);
        field.lines("pbx", 300, "pw");
        field.world.forward(Duration.ofMinutes(20));
        assertThat(field.registered("pbx")).isZero();

        field.network.dead.remove(second);
        field.world.forward(Duration.ofMinutes(65));
        assertThat(holders("pbx", 300)).containsOnly(Map.entry(second, 300));
    }

    @Test
    void aDnsOutageDisturbsNoRefresh() {
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        PbxField.know(registrar, "pbx", 20, "pw");
        field.pbx("pbx", Duration.ofMinutes(10), target);
        Instant soon = field.world.now().plusSeconds(60);
        field.located.put("pbx.example.net", new Location.Found(List.of(target), soon, false));
        field.lines("pbx", 20, "pw");
        field.world.forward(Duration.ofMinutes(2));
        field.located.clear();
        field.world.forward(HOUR);

        assertThat(field.registered("pbx")).isEqualTo(20);
        assertThat(registrar.lapses).isEmpty();
    }

    /** DNS moved the PBX: its lines follow at their next refresh. */
    @Test
    void linesFollowDnsAtTheirRefresh() {
        Target before = field.target();
        Target after = field.target();
        FakeRegistrar registrar = field.registrarAt(before);
        field.network.registrars.put(after, registrar);
        PbxField.know(registrar, "pbx", 20, "pw");
        field.pbx("pbx", Duration.ofMinutes(10), before);
        Instant soon = field.world.now().plusSeconds(60);
        field.located.put("pbx.example.net", new Location.Found(List.of(before), soon, false));
        field.lines("pbx", 20, "pw");
        field.world.forward(Duration.ofMinutes(1));
        field.located.put("pbx.example.net", new Location.Found(List.of(after), Instant.MAX, false));
        field.world.forward(Duration.ofMinutes(10));

        assertThat(holders("pbx", 20)).containsOnly(Map.entry(after, 20));
    }

    /** Under half of 100 reused nonces accepted: they are not reused for a day. */
    @Test
    void noncesAreNotReusedWhereThePbxRefusesThat() {
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        registrar.oneTimeNonces = true;
        PbxField.know(registrar, "pbx", 100, "pw");
        field.pbx("pbx", Duration.ofMinutes(10), target);
        field.lines("pbx", 100, "pw");
        field.world.forward(Duration.ofMinutes(20));

        PbxLearnedView learned = field.view("pbx").learned();
        assertThat(learned.nonceReuse()).isFalse();
        assertThat(learned.nonceReuseRate()).hasValue(0);
        assertThat(field.engine.tally().reuseMisses()).isEqualTo(100);
        field.world.forward(HOUR);
        assertThat(field.engine.tally().reuseMisses()).isEqualTo(100);
        assertThat(field.engine.tally().staleNonces()).isEqualTo(100);

        registrar.oneTimeNonces = false;
        field.world.forward(HOUR.multipliedBy(25));
        assertThat(field.view("pbx").learned().nonceReuse()).isTrue();
        assertThat(field.engine.tally().reuseHits()).isPositive();
    }

    /** The haste of a start must not echo: in no second more than three times the mean of 10,000 lines at 60 s. */
    @Test
    void refreshesOfLinesThatRegisteredTogetherSpreadFromTheFirst() {
        field = new PbxField(4, RegistrationSettings.defaults().pacedBy(256, RegistrationSettings.UNLIMITED));
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        PbxField.know(registrar, "pbx", 10_000, "pw");
        field.pbx("pbx", Duration.ofSeconds(60), target);
        field.lines("pbx", 10_000, "pw");
        field.world.forward(Duration.ofSeconds(8));
        assertThat(field.registered("pbx")).isEqualTo(10_000);
        int before = field.network.times.get(target).size();
        Instant start = field.world.now();
        field.world.forward(Duration.ofMinutes(10));

        List<Instant> refreshes = field.network.times.get(target);
        refreshes = refreshes.subList(before, refreshes.size());
        Map<Long, Integer> perSecond = new TreeMap<>();
        refreshes.forEach(at -> perSecond.merge(Duration.between(start, at).toSeconds(), 1, Integer::sum));
        double mean = refreshes.size() / 600.0;
        assertThat(perSecond.values()).allSatisfy(count -> assertThat(count).isLessThan((int) (2 * mean)));
        assertThat(registrar.lapses).isEmpty();
    }

    @Test
    void nothingIsLeftOfAPbxWhoseLinesAreGone() {
        Target target = field.target();
        PbxField.know(field.registrarAt(target), "pbx", 50, "pw");
        field.pbx("pbx", HOUR, target);
        field.lines("pbx", 50, "pw");
        field.world.forward(Duration.ofSeconds(2));
        for (int i = 1; i <= 50; i++) {
            field.settings.deleteLine("pbx" + i);
        }
        field.world.forward(Duration.ofMinutes(2));

        assertThat(field.world.timersSet()).isZero();
        assertThat(field.network.inFlight()).isZero();
        assertThat(field.engine.levels()).isEqualTo(new PaceLevels(0, 0, 0, 0, 0));
        assertThat(field.view("pbx").targets()).isEmpty();
    }

    private Map<Target, Integer> holders(String pbxId, int lines) {
        Map<Target, Integer> holders = new HashMap<>();
        for (int i = 1; i <= lines; i++) {
            field.engine
                    .registrations()
                    .targetOf(pbxId + i)
                    .ifPresent(target -> holders.merge(target, 1, Integer::sum));
        }
        return holders;
    }

    private static void assertMost(List<Instant> at, int most, Duration within) {
        List<Instant> sorted = new ArrayList<>(at);
        sorted.sort(null);
        for (int i = most; i < sorted.size(); i++) {
            assertThat(Duration.between(sorted.get(i - most), sorted.get(i))).isGreaterThanOrEqualTo(within);
        }
    }
}
