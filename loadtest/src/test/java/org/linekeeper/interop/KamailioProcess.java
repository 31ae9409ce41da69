package org.linekeeper.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Starts Kamailio with one of our settings files and values for it. */
final class KamailioProcess {
    private KamailioProcess() {}

    /**
     * @param folder where its settings, log and run files go
     * @param name of the log, unique in the folder
     * @param resource the settings file, a resource of this package's folder {@code /interop}
     * @param values what the settings file lists in its head
     */
    static ForeignProcess start(Path folder, String name, String resource, Map<String, String> values) {
        Path home = folder.resolve(name).toAbsolutePath();
        Path settings = home.resolve(resource);
        try (InputStream in =
                Objects.requireNonNull(KamailioProcess.class.getResourceAsStream("/interop/" + resource), resource)) {
            Files.createDirectories(home);
            Files.copy(in, settings, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of("kamailio", "-DD", "-E"));
        command.addAll(List.of("-f", settings.toString()));
        command.addAll(List.of("-Y", home.toString(), "-w", home.toString()));
        command.addAll(List.of("-P", home.resolve("kamailio.pid").toString()));
        command.addAll(List.of("-m", "64", "-M", "16"));
        values.forEach((key, value) -> command.addAll(List.of("-A", key + "=" + value)));
        return ForeignProcess.start(name, home, command);
    }

    static String quoted(String value) {
        return "\"" + value + "\"";
    }
}
