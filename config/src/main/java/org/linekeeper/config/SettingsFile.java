package org.linekeeper.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.linekeeper.config.SettingsOutcome.Read;
import org.linekeeper.config.SettingsOutcome.Rejected;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Faults;
import org.linekeeper.config.document.Node;
import org.linekeeper.config.document.Section;

/** Reads the daemon's settings file: YAML, every key of which is listed in {@code docs/config.md}. */
public final class SettingsFile {
    private SettingsFile() {}

    /**
     * Reads the whole file with all it names (certificates, token files) and reports every problem at once. Relative paths in
     * it start at its own folder. Never throws for what it finds.
     */
    public static SettingsOutcome read(Path file) {
        byte[] text;
        try {
            text = SmallFiles.read(file, Documents.MAX_BYTES);
        } catch (IOException e) {
            return new Rejected(List.of(new SettingsProblem(file.toString(), 0, 0, "", SmallFiles.words(e))));
        }
        Faults faults = new Faults();
        Optional<Node> root = Documents.yaml(text, faults);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Optional<Settings> settings =
                root.map(node -> Section.read(node, faults, new SettingsReader(folder)::settings));
        return settings.isPresent() && faults.isEmpty()
                ? new Read(settings.get())
                : new Rejected(problems(file, faults));
    }

    private static List<SettingsProblem> problems(Path file, Faults faults) {
        return faults.list().stream()
                .map(fault -> new SettingsProblem(
                        file.toString(),
                        fault.place().line(),
                        fault.place().column(),
                        fault.pointer(),
                        fault.message()))
                .toList();
    }
}
