package org.linekeeper.bench.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.bench.gateway.GatewayProgram;
import org.linekeeper.bench.process.Commands;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.process.Work;
import org.linekeeper.bench.report.Outcome;
import org.linekeeper.config.model.Transport;

/** The scenario itself, with a real gateway and few lines: what it says of speed is not looked at. */
class SmallRegistrationTest {
    private static final int LINES = 200;

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TLS"})
    void allLinesRegisterAtTheTargetAndFiguresComeOut(Transport transport) throws Exception {
        assumeTrue(canPin(), "needs taskset and two cores");
        Outcome outcome = new Outcome("small");
        Path folder;
        try (Stage stage = new Stage()) {
            Work work = stage.add(Work.create());
            folder = work.folder("target").getParent();
            Places places = Places.on("127.0.78");
            Link link = Link.over(transport, stage, work, places);
            Setup setup = new Setup(stage, work, program(), places, link, LINES, 32);
            Target target = stage.add(Target.start(stage, work.folder("target"), places, link, LINES, 0));
            GatewayScenario.run(setup, target, outcome, GatewayScenario.Then.NOTHING);
        }

        assertThat(outcome.figures().json())
                .containsKeys("cpuMicrosPerRegisterFirst", "secondsToScheduled", "secondsToAllRegistered", "rssMiB");
        // On a busy machine an answer may come late enough for a retransmission.
        double repeated = outcome.figures().get(Measures.RETRANSMISSIONS).orElseThrow() / LINES;
        assertThat(outcome.figures().get(Measures.REQUESTS).orElseThrow() - repeated)
                .isCloseTo(2, within(0.001));
        assertThat(outcome.figures().get(Measures.CPU_FIRST).orElseThrow()).isPositive();
        assertThat(outcome.figures().get(Measures.SCHEDULED).orElseThrow()).isPositive();
        if (transport == Transport.TLS) {
            assertThat(outcome.figures().get(Measures.CONNECTIONS)).hasValue(1);
        }
        assertThat(Files.exists(folder)).isFalse();
    }

    /** The gateway's classes without this module's, which bring a logging configuration of their own. */
    private static GatewayProgram program() {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).endsWith("loadtest/target/classes"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, "org.linekeeper.app.Main");
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
