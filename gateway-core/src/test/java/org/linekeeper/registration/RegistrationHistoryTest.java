package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of a line is told later. */
final class RegistrationHistoryTest {
    private EngineFixture fixture = new EngineFixture(1);

    private List<String> history(int line) {
        return fixture.engine.registrations().of("line" + line).orElseThrow().history().stream()
                .map(transition -> transition.state() + " " + transition.what())
                .toList();
    }

    @Test
    void historyTellsWhatHappenedAndRefreshesDoNotFlushIt() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofHours(5));
        assertThat(history(1)).containsExactly("REGISTERED registered");

        fixture.settings.put(EngineFixture.line(1, "wrong", true));
        fixture.world.forward(Duration.ofSeconds(5));
        fixture.settings.put(EngineFixture.line(1, "pw1", true));
        fixture.world.forward(Duration.ofSeconds(5));
        fixture.network.dead.add(FIRST);
        fixture.network.dead.add(SECOND);
        fixture.world.forward(Duration.ofHours(2));
        fixture.network.dead.clear();
        fixture.world.forward(Duration.ofHours(2));
        fixture.settings.put(EngineFixture.line(1, "pw1", false));
        fixture.world.forward(Duration.ofSeconds(5));

        List<String> history = history(1);
        assertThat(history)
                .startsWith("REGISTERED registered", "REJECTED wrong password (407)", "REGISTERED registered")
                .contains("BACKING_OFF timeout")
                .endsWith("REGISTERED registered", "UNREGISTERED unregistered")
                .hasSizeLessThanOrEqualTo(History.KEPT);
        RegistrationView view = fixture.engine.registrations().of("line1").orElseThrow();
        assertThat(view.history())
                .extracting(RegistrationView.Transition::at)
                .isSorted()
                .last()
                .isEqualTo(view.since());
    }

    @Test
    void onlyTheLastTransitionsAreKept() {
        fixture.addLine(1);
        fixture.engine.start();
        for (int i = 0; i < 10; i++) {
            fixture.world.forward(Duration.ofSeconds(5));
            fixture.settings.put(EngineFixture.line(1, i % 2 == 0 ? "wrong" : "pw1", true));
        }
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(history(1)).hasSize(History.KEPT).endsWith("REJECTED wrong password (407)", "REGISTERED registered");
    }
}
