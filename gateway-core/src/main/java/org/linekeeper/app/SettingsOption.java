package org.linekeeper.app;

import java.nio.file.Path;
import java.util.Optional;
import org.linekeeper.config.Settings;
import org.linekeeper.config.SettingsFile;
import org.linekeeper.config.SettingsOutcome;
import picocli.CommandLine.Option;

/** The settings file of a command, and how its problems are shown. */
final class SettingsOption {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The settings file (YAML).")
    private Path file = Path.of("");

    Path file() {
        return file;
    }

    /** The settings, or nothing after every problem was printed, one a line. */
    Optional<Settings> read() {
        SettingsOutcome outcome = SettingsFile.read(file);
        if (outcome instanceof SettingsOutcome.Rejected rejected) {
            rejected.problems().forEach(System.err::println);
            return Optional.empty();
        }
        return Optional.of(((SettingsOutcome.Read) outcome).settings());
    }
}
