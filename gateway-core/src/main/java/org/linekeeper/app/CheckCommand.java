package org.linekeeper.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.linekeeper.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linekeeper check}: says everything that is wrong with a settings file, and starts nothing. */
@Command(name = "check", description = "Reads the settings file and says everything that is wrong with it.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() {
        Optional<Settings> read = settings.read();
        if (read.isEmpty()) {
            return 2;
        }
        System.out.println(settings.file() + ": good: "
                + read.get().sip().listeners().size() + " listeners, admin port "
                + read.get().admin().address());
        return 0;
    }
}
