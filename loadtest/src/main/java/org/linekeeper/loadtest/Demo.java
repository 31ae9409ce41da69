package org.linekeeper.loadtest;

import java.util.concurrent.Callable;
import org.linekeeper.loadtest.demo.DemoRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole product alive on loopback, without any outside system. */
@Command(
        name = "linekeeper demo",
        description = "Starts DNS, a hosted PBX, the Teams side and the gateway on loopback, and shows what happens.",
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {
    @Option(
            names = "--once",
            description = "end after the story instead of staying up; exit code 0 only if all happened")
    private boolean once;

    /** Exit code 0 when everything happened, 1 when a step failed, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        return DemoRun.onStandardOutput(once);
    }
}
