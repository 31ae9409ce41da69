package org.linekeeper.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.linekeeper.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linekeeper run}: the gateway, until TERM or INT. */
@Command(name = "run", description = "Runs the gateway until TERM (waits for calls to end) or INT.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() {
        Optional<Settings> read = settings.read();
        return read.isEmpty() ? 2 : 1;
    }
}
