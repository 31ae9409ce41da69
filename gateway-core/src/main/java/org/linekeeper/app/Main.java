package org.linekeeper.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 all well, 1 could not start or failed, 2 wrong usage or wrong settings. */
@Command(
        name = "linekeeper",
        description = "PBX connector for Microsoft Teams.",
        subcommands = {RunCommand.class, CheckCommand.class, VersionCommand.class, CommandLine.HelpCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "bin/linekeeper demo [--once]   shows the whole product alive on loopback",
            "Exit codes: 0 all well, 1 could not start, 2 wrong usage or wrong settings."
        })
public final class Main {
    private Main() {}

    /** Runs one command and leaves with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args.length == 0 ? new String[] {"--help"} : args));
    }
}
