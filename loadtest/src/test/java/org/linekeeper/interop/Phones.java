package org.linekeeper.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippCommand;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;
import org.linekeeper.loadtest.SippRunner;

/** Desk phones on the hosted PBX, played by SIPp. */
final class Phones {
    private static final String CALLED = "127.77.8.40";
    private static final String CALLING = "127.77.8.41";

    private final Path folder;
    private final SippRunner sipp;
    private final InetSocketAddress edge;
    private final InetSocketAddress contact;

    Phones(Path folder, InetSocketAddress edge) {
        this(folder, edge, Ports.free(CALLED));
    }

    private Phones(Path folder, InetSocketAddress edge, InetSocketAddress contact) {
        this.folder = folder;
        this.sipp = new SippRunner(folder);
        this.edge = edge;
        this.contact = contact;
    }

    /** The same phones with another edge as their outbound proxy. */
    Phones through(InetSocketAddress other) {
        return new Phones(folder, other, contact);
    }

    /** Registers phones with these extensions, all at one contact address. */
    SippResult register(List<Integer> extensions) throws IOException, InterruptedException {
        return sipp.run(SippCommand.of(Scenarios.file("01.phone-register/uac.xml"), contact)
                .to(edge)
                .key("domain", KamailioPbx.DOMAIN)
                .key("expires", "3600")
                .option("-auth_uri", KamailioPbx.DOMAIN)
                .users(csv("register", extensions, Phones::credentials))
                .load(extensions.size(), 100, 100, Duration.ofSeconds(20)));
    }

    /** Answers so many calls, each after {@code ringing}, and waits for BYE. */
    SippRun answer(int calls, Duration ringing, Duration limit) throws IOException {
        return play(Scenarios.PHONE_ANSWERS, calls, ringing, limit);
    }

    /** Takes so many calls as another scenario says. */
    SippRun play(String scenario, int calls, Duration ringing, Duration limit) throws IOException {
        return sipp.start(SippCommand.of(Scenarios.file(scenario), contact)
                .load(calls, 50, 1000, limit)
                .option("-d", Long.toString(ringing.toMillis())));
    }

    /**
     * Calls from the first phone, each to one of the dialled extensions in turn.
     *
     * @param scenario how the calls go
     * @param rate calls a second
     * @param talk how long each lasts
     */
    SippResult call(String scenario, List<Integer> dialled, int calls, int rate, Duration talk)
            throws IOException, InterruptedException {
        int caller = Users.phoneExtensions(1).get(0);
        return sipp.run(SippCommand.of(Scenarios.file(scenario), new InetSocketAddress(CALLING, 0))
                .to(edge)
                .key("domain", KamailioPbx.DOMAIN)
                .option("-auth_uri", KamailioPbx.DOMAIN)
                .users(csv("call", dialled, called -> credentials(caller) + ";" + called))
                .option("-d", Long.toString(talk.toMillis()))
                .load(calls, rate, 1000, talk.plusSeconds(30 + calls / rate)));
    }

    private static String credentials(int extension) {
        String user = Integer.toString(extension);
        return user + ";[authentication username=" + KamailioPbx.authUser(user) + " password="
                + KamailioPbx.password(user) + "]";
    }

    private Path csv(String name, List<Integer> extensions, IntFunction<String> line) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(
                Files.createTempFile(folder.toAbsolutePath(), name, ".csv"),
                extensions.stream().map(line::apply).collect(Collectors.joining("\n", "SEQUENTIAL\n", "\n")));
    }
}
