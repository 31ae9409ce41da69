package org.linekeeper.bench;

import org.linekeeper.bench.calls.CallsCommand;
import org.linekeeper.bench.registration.RegistrationCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks, one subcommand each. */
@Command(
        name = "bench",
        description = "Measures the gateway against targets and peers on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {RegistrationCommand.class, CallsCommand.class})
public final class Bench implements Runnable {
    /** Exit code 0 when the benchmark ran, 1 when it could not or a bar is missed, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
