package org.linekeeper.config;

import java.util.List;

/** What came of reading a settings file. */
public sealed interface SettingsOutcome {
    record Read(Settings settings) implements SettingsOutcome {}

    /** Every problem found, in the order of the file; at least one. */
    record Rejected(List<SettingsProblem> problems) implements SettingsOutcome {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
