package org.linekeeper.loadtest;

import java.nio.file.Files;
import java.nio.file.Path;

/** The SIPp scenarios of this module, by name such as {@code 08.teams-answers/uas.xml}. */
public final class Scenarios {
    /** A call by a phone that answers a 407, and hangs up itself. */
    public static final String PHONE_CALLS = "02.phone-calls/uac.xml";

    /** A phone that is called, answers and waits for BYE. */
    public static final String PHONE_ANSWERS = "03.phone-answers/uas.xml";

    /** A call from Teams that hangs up itself. */
    public static final String TEAMS_CALLS = "07.teams-calls/uac.xml";

    /** Teams is called, answers and waits for BYE. */
    public static final String TEAMS_ANSWERS = "08.teams-answers/uas.xml";

    private Scenarios() {}

    /** Finds a scenario, with the module's or the repository's folder as working directory. */
    public static Path file(String name) {
        for (String folder : new String[] {"scenarios", "loadtest/scenarios"}) {
            Path file = Path.of(folder, name).toAbsolutePath();
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IllegalArgumentException(
                "no scenario " + name + " below " + Path.of("").toAbsolutePath());
    }
}
