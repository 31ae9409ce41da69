package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.loop.Loop;

final class RegistrationEngineTest {
    private EngineFixture fixture = new EngineFixture(1);

    @Test
    void linesOfTheDirectoryAreRegisteredAndShown() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(2));

        RegistrationView view = fixture.engine.registrations().of("line1").orElseThrow();
        assertThat(view.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(view.aor()).contains("1t@abc.service");
        assertThat(view.lastResponse()).contains("200 Reason");
        assertThat(view.failure()).isEmpty();
        assertThat(view.nextAttempt().orElseThrow()).isAfter(fixture.world.now());
        RegistrationView.BindingView binding = view.binding().orElseThrow();
        assertThat(binding.target()).isEqualTo(FIRST);
        assertThat(binding.granted()).isEqualTo(Duration.ofMinutes(10));
        assertThat(binding.contact()).isEqualTo("sip:" + view.contactToken() + "@192.0.2.250:5060");
        assertThat(fixture.engine.registrations().lineByContactToken(view.contactToken()))
                .contains("line1");
        assertThat(fixture.engine.registrations().lineByContactToken("0".repeat(32)))
                .isEmpty();
        assertThat(fixture.engine.registrations().targetOf("line1")).contains(FIRST);
        assertThat(fixture.events)
                .singleElement()
                .isInstanceOfSatisfying(RegistrationChanged.class, event -> assertThat(event.outcome())
                        .isEqualTo(new RegistrationOutcome.Granted(Duration.ofMinutes(10))));
    }

    @Test
    void changesActAtOnce() {
        fixture.engine.start();
        fixture.addLine(1);
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.REGISTERED);

        fixture.settings.put(EngineFixture.line(1, "wrong", true));
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.REJECTED);
        assertThat(fixture.engine
                        .registrations()
                        .of("line1")
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .advice())
                .contains("rejected the password of 1t@abc.service");

        fixture.settings.put(EngineFixture.line(1, "pw1", true));
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.REGISTERED);

        fixture.settings.put(EngineFixture.line(1, "pw1", false));
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(fixture.registrar.living()).isZero();
    }

    @Test
    void aDisabledPbxRemovesAllItsLinesAndAnEnabledOneBringsThemBack() {
        fixture.engine.start();
        for (int i = 1; i <= 20; i++) {
            fixture.addLine(i);
        }
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(20);

        fixture.settings.put(EngineFixture.pbx(false, Duration.ofMinutes(10)));
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.count(RegistrationState.UNREGISTERED)).isEqualTo(20);
        assertThat(fixture.registrar.living()).isZero();
        assertThat(fixture.world.timersSet()).isZero();

        fixture.settings.put(EngineFixture.pbx(true, Duration.ofMinutes(10)));
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(20);
    }

    /** RFC 3261 10.2.2: our own binding and no other. */
    @Test
    void aDeletedLineLeavesNothingBehindAndOtherPhonesAlone() {
        fixture.engine.start();
        fixture.addLine(1);
        fixture.world.forward(Duration.ofSeconds(1));
        fixture.registrar.bindings.get("1t@abc.service").put("deskphone", Instant.MAX);
        String token = fixture.engine.registrations().of("line1").orElseThrow().contactToken();

        fixture.settings.deleteLine("line1");
        fixture.world.forward(Duration.ofSeconds(1));

        assertThat(fixture.registrar.bindings.get("1t@abc.service")).containsOnlyKeys("deskphone");
        assertThat(fixture.engine.registrations().of("line1")).isEmpty();
        assertThat(fixture.engine.registrations().lineByContactToken(token)).isEmpty();
        assertThat(fixture.engine.registrations().ofPbx("pbx").total()).isZero();
        assertThat(fixture.settings.states).isEmpty();
        assertThat(fixture.world.timersSet()).isZero();
        assertThat(fixture.network.inFlight()).isZero();
    }

    @Test
    void aColdStartKeepsToRateAndWindowAndAsksDnsOnce() {
        fixture = new EngineFixture(2, pace(8, 40));
        for (int i = 1; i <= 400; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(4));
        assertThat(fixture.lookups).isEqualTo(1);
        fixture.world.forward(Duration.ofSeconds(10));

        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(400);
        // two requests for each of at most 40 + 2 turns a second
        assertThat(fixture.network.peak(FIRST)).isLessThanOrEqualTo(2 * 43);
        assertThat(fixture.network.sent).hasSize(800);
    }

    @Test
    void refreshesReuseTheNonceAndNeverLapse() {
        for (int i = 1; i <= 50; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofHours(3));

        assertThat(fixture.registrar.lapses).isEmpty();
        assertThat(fixture.registrar.living()).isEqualTo(50);
        // 600 s granted, refreshed after 7 minutes on average: one REGISTER each, not two
        assertThat(fixture.network.sent.size()).isBetween(50 * 20, 50 * 35);
    }

    @Test
    void aPbxThatMovedIsNotTrustedAtItsOldAddress() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.engine
                        .registrations()
                        .isPbxAddress("pbx", SECOND.address().getAddress()))
                .isTrue();

        fixture.located = List.of(FIRST);
        fixture.settings.put(EngineFixture.pbxAt("other.example.net"));
        assertThat(fixture.engine
                        .registrations()
                        .isPbxAddress("pbx", SECOND.address().getAddress()))
                .isFalse();
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.engine
                        .registrations()
                        .isPbxAddress("pbx", FIRST.address().getAddress()))
                .isTrue();
    }

    @Test
    void nothingIsKeptOfAPbxWithoutLines() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        fixture.settings.deleteLine("line1");
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.engine
                        .registrations()
                        .isPbxAddress("pbx", FIRST.address().getAddress()))
                .isFalse();
        assertThat(fixture.engine.registrations().ofPbx("pbx").total()).isZero();
    }

    /** A full disk must not keep a line from being registered. */
    @Test
    void aStoreThatRefusesDoesNotStopTheLines() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));

        EngineFixture next = fixture.restarted(Duration.ofMinutes(15));
        next.settings.refusesStates = true;
        next.engine.start();
        next.world.forward(Duration.ofSeconds(5));
        assertThat(next.state(1)).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void theEngineTellsWhenAllLinesAreScheduled() {
        for (int i = 1; i <= 300; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(30));

        EngineFixture next = fixture.restarted(Duration.ofSeconds(10));
        next.addLine(301);
        CompletableFuture<Integer> scheduled = next.engine.scheduled().toCompletableFuture();
        next.engine.start();
        assertThat(scheduled).isNotDone();
        next.world.forward(Duration.ZERO);
        assertThat(scheduled).isCompletedWithValue(301);
        assertThat(next.count(RegistrationState.REGISTERED)).isEqualTo(300);
    }

    /** Fifty thousand lines that go at once are worked off a few at a time: the loop's other work comes in between. */
    @Test
    void manyLinesSwitchedOffDoNotHoldUpTheOthers() {
        fixture = new EngineFixture(3, pace(64, 10_000));
        for (int i = 1; i <= 2_000; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(60));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(2_000);

        fixture.settings.put(EngineFixture.pbx(false, Duration.ofMinutes(10)));
        List<Integer> stillRegistered = new ArrayList<>();
        for (Loop loop : fixture.world.all()) {
            loop.execute(() -> stillRegistered.add(fixture.count(RegistrationState.REGISTERED)));
        }
        fixture.world.forward(Duration.ZERO);
        assertThat(stillRegistered).allMatch(lines -> lines > 1_500);
        fixture.world.forward(Duration.ofSeconds(60));
        assertThat(fixture.count(RegistrationState.UNREGISTERED)).isEqualTo(2_000);
        assertThat(fixture.registrar.living()).isZero();
    }

    @Test
    void whatOnePbxTaughtOneLineTheOthersKnow() {
        fixture.registrar.minExpires = Duration.ofMinutes(30);
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(2));
        int first = fixture.network.sent.size();
        fixture.addLine(2);
        fixture.world.forward(Duration.ofSeconds(2));

        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(2);
        assertThat(first).isEqualTo(3);
        assertThat(fixture.network.sent).hasSize(5);
    }

    static RegistrationSettings pace(int inFlight, int perSecond) {
        return RegistrationSettings.defaults().pacedBy(inFlight, perSecond);
    }
}
