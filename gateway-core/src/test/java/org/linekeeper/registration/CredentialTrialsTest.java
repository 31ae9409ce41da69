package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.registration.CredentialTrials.Report;
import org.linekeeper.registration.CredentialTrials.Start;
import org.linekeeper.registration.machine.Account;

final class CredentialTrialsTest {
    private final World world = new World(1, 2);
    private final FakeNetwork network = new FakeNetwork(world);
    private final FakeRegistrar registrar = new FakeRegistrar(world);
    private CompletionStage<Location> location =
            CompletableFuture.completedFuture(new Location.Found(List.of(EngineFixture.FIRST), Instant.MAX, false));
    private final List<Target> refused = new ArrayList<>();
    private final Map<Target, Duration> pauses = new HashMap<>();
    private Optional<Duration> pauseOfPbx = Optional.empty();
    private final CredentialTrials trials = new CredentialTrials(
            world,
            network,
            name -> location,
            TargetHealth.create(world.clock()),
            world.clock(),
            new Random(1),
            new TrialTargets() {
                @Override
                public void refusedTrial(Target target) {
                    refused.add(target);
                }

                @Override
                public Optional<Duration> pause(Target target) {
                    return Optional.ofNullable(pauses.get(target));
                }

                @Override
                public Optional<Duration> pause(String pbxId) {
                    return pauseOfPbx;
                }
            });

    CredentialTrialsTest() {
        network.registrars.put(EngineFixture.FIRST, registrar);
        registrar.passwords.put("1t", "pw1");
        registrar.bindings.put("1t@abc.service", new HashMap<>(Map.of("desk phone", Instant.MAX)));
    }

    private static Account account(String password) {
        return new Account(EngineFixture.line(1, password, true), EngineFixture.pbx(true, Duration.ofMinutes(10)));
    }

    private CompletableFuture<Report> begin(String key, String password) {
        return ((Start.Begun) trials.begin(key, account(password))).report().toCompletableFuture();
    }

    @Test
    void aRightPasswordIsAcceptedAndNoBindingTouched() {
        CompletableFuture<Report> report = begin("line1", "pw1");
        world.forward(Duration.ofSeconds(1));
        assertThat(report.join().verdict().code()).isEqualTo("ok");
        assertThat(report.join().verdict().passwordChecked()).isTrue();
        assertThat(refused).isEmpty();
        assertThat(report.join().roundTrip().orElseThrow()).isBetween(Duration.ofMillis(4), Duration.ofMillis(90));
        assertThat(registrar.bindings.get("1t@abc.service")).containsOnlyKeys("desk phone");
        assertThat(network.sent).hasSize(2).allSatisfy(register -> {
            assertThat(register.query()).isTrue();
            assertThat(register.callId()).isEqualTo(network.sent.get(0).callId());
        });
        assertThat(world.timersSet()).isZero();
    }

    @Test
    void aWrongPasswordIsTriedOnce() {
        CompletableFuture<Report> report = begin("line1", "wrong");
        world.forward(Duration.ofSeconds(1));
        assertThat(report.join().verdict().code()).isEqualTo("wrong_password");
        assertThat(network.sent).hasSize(2);
        assertThat(refused).as("counts among what gets an address banned").containsExactly(EngineFixture.FIRST);
    }

    @Test
    void silenceEndsAfterTheTimeOfOneTransaction() {
        network.dead.add(EngineFixture.FIRST);
        CompletableFuture<Report> report = begin("line1", "pw1");
        world.forward(CredentialTrials.LIMIT.minusMillis(1));
        assertThat(report).isNotDone();
        world.forward(Duration.ofMillis(1));
        assertThat(report.join().verdict().code()).isEqualTo("timeout");
        assertThat(report.join().roundTrip()).isEmpty();
        world.forward(Duration.ofSeconds(60));
        assertThat(world.timersSet()).isZero();
        assertThat(network.inFlight()).isZero();
    }

    @Test
    void silenceOfDnsEndsTooAndItsLateAnswerChangesNothing() {
        CompletableFuture<Location> late = new CompletableFuture<>();
        location = late;
        CompletableFuture<Report> report = begin("line1", "pw1");
        world.forward(CredentialTrials.LIMIT);
        assertThat(report.join().verdict().code()).isEqualTo("dns_failure");
        late.complete(new Location.Found(List.of(EngineFixture.FIRST), Instant.MAX, false));
        world.forward(Duration.ofSeconds(1));
        assertThat(network.sent).isEmpty();
    }

    @Test
    void aPbxThatIsNotFoundIsTold() {
        location = CompletableFuture.completedFuture(
                new Location.NotFound(Location.Cause.NXDOMAIN, "The name does not exist."));
        CompletableFuture<Report> report = begin("line1", "pw1");
        world.forward(Duration.ofSeconds(1));
        assertThat(report.join().verdict().code()).isEqualTo("dns_failure");
        assertThat(report.join().verdict().advice()).contains("The name does not exist.");
        assertThat(report.join().verdict().target()).isEmpty();
    }

    /** RFC 3261 21.5.4: no "other requests to that server for the duration specified in the Retry-After header field". */
    @Test
    void aPbxThatAskedForAPauseIsLeftAlone() {
        pauseOfPbx = Optional.of(Duration.ofSeconds(70));
        assertThat(trials.begin("line1", account("pw1"))).isInstanceOfSatisfying(Start.Refused.class, refusal -> {
            assertThat(refusal.why().retryAfter()).isEqualTo(Duration.ofSeconds(70));
            assertThat(refusal.why().why()).contains("pause");
        });
        assertThat(trials.remembered()).isZero();

        pauseOfPbx = Optional.empty();
        assertThat(trials.begin("line1", account("pw1"))).isInstanceOf(Start.Begun.class);
    }

    @Test
    void onlyTargetsThatAskedForNoPauseAreTried() {
        location = CompletableFuture.completedFuture(
                new Location.Found(List.of(EngineFixture.SECOND, EngineFixture.FIRST), Instant.MAX, false));
        pauses.put(EngineFixture.SECOND, Duration.ofMinutes(1));
        CompletableFuture<Report> report = begin("line1", "pw1");
        world.forward(Duration.ofSeconds(1));
        assertThat(report.join().verdict().code()).isEqualTo("ok");
        assertThat(report.join().verdict().target()).contains(EngineFixture.FIRST);

        pauses.put(EngineFixture.FIRST, Duration.ofMinutes(1));
        int before = network.sent.size();
        CompletableFuture<Report> none = begin("line1", "pw1");
        world.forward(Duration.ofSeconds(1));
        assertThat(none.join().verdict().code()).isEqualTo("unavailable");
        assertThat(none.join().verdict().passwordChecked()).isFalse();
        assertThat(network.sent).hasSize(before);
        assertThat(world.timersSet()).isZero();
    }

    @Test
    void testsAreHeldBackAndNothingIsLeftOver() {
        assertThat(begin("line1", "pw1")).isNotDone();
        assertThat(trials.begin("line1", account("pw1"))).isInstanceOf(Start.Refused.class);
        world.forward(Duration.ofSeconds(1));
        for (int i = 0; i < 4; i++) {
            assertThat(begin("line1", "pw1")).isNotDone();
            world.forward(Duration.ofSeconds(1));
        }
        assertThat(trials.begin("line1", account("pw1"))).isInstanceOf(Start.Refused.class);
        assertThat(trials.remembered()).as("one PBX, nothing under way").isEqualTo(1);
        world.forward(Duration.ofSeconds(10));
        assertThat(begin("line1", "pw1")).isNotDone();
    }
}
