package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The torture messages of RFC 4475 and RFC 5118 over UDP and TCP. Runs only when the property {@code linekeeper.torture} names
 * their folder, for the messages are not part of this project.
 */
class TortureIT {
    @RegisterExtension
    static final Lab LAB = new Lab(2, 1);

    @Test
    void everyAnswerIsAllowedAndTheGatewaySurvives() throws Exception {
        Path program = Path.of("target", "loadtest").toAbsolutePath();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                program.resolve("linekeeper-loadtest.jar") + ":" + program.resolve("lib") + "/*",
                "org.linekeeper.loadtest.TorturePlayer",
                System.getProperty("linekeeper.torture"),
                "--from",
                "127.77.8.97",
                "--target",
                Ports.text(LAB.gateway().place().pbx()));
        try (ForeignProcess player = ForeignProcess.start("torture", LAB.folder(), command)) {
            int exitCode = player.awaitExit(Duration.ofMinutes(3));
            assertThat(exitCode).as(player.logTail(200)).isZero();
        }
        LAB.proveAlive(1700);
    }
}
