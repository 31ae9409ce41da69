package org.linekeeper.bench.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.process.Commands;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.config.model.Transport;

/** The scenario itself, with a real gateway and few lines: what it says of speed is not looked at. */
class SmallRegistrationTest {
    private static final int LINES = 200;

    @Test
    void allLinesRegisterAtTheTargetAndFiguresComeOut() throws Exception {
        assumeTrue(canPin(), "needs taskset and two cores");
        Outcome outcome = new Outcome("small");
        Path folder;
        try (Stage stage = new Stage()) {
            Work work = stage.add(Work.create());
            folder = work.folder("target").getParent();
            Setup setup = new Setup(stage, work, program(), Places.on("127.0.78"), Transport.UDP, LINES, 32);
            Target target = stage.add(Target.start(stage, work.folder("target"), setup.places(), LINES, 0));
            GatewayScenario.run(setup, target, outcome, true);
        }

        assertThat(outcome.figures().json())
                .containsEntry("requestsPerLine", 2L)
                .containsEntry("retransmissions", 0L)
                .containsKeys(
                        "cpuMicrosPerRegisterFirst", "secondsToScheduled", "secondsToAllRegistered", "rssMiB");
        assertThat(outcome.figures().get(Measures.CPU_FIRST).orElseThrow()).isPositive();
        assertThat(outcome.figures().get(Measures.SCHEDULED).orElseThrow()).isPositive();
        assertThat(Files.exists(folder)).isFalse();
    }

    private static GatewayProgram program() {
        List<String> arguments =
                List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.linekeeper.app.Main");
        return new GatewayProgram(Path.of(System.getProperty("java.home")), arguments);
    }

    private static boolean canPin() {
        try {
            return !Commands.output(List.of("taskset", "-c", "0,1", "true")).contains("failed")
                    && Runtime.getRuntime().availableProcessors() > 1;
        } catch (IOException missing) {
            return false;
        }
    }
}
