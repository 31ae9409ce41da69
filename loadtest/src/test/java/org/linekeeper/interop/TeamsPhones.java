package org.linekeeper.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippCommand;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;
import org.linekeeper.loadtest.SippRunner;
import org.linekeeper.simulator.TlsPipe;

/** The SBC side of Teams, played by SIPp over mutual TLS: header names in upper case, odd Contacts, Teams' own demands. */
final class TeamsPhones implements AutoCloseable {
    private static final String SBC = "127.77.8.30";
    private static final String BEHIND = "127.77.8.50";

    private final Path folder;
    private final SippRunner sipp;
    private final InetSocketAddress answering = Ports.free(BEHIND);
    private final TlsPipe in;
    private final TlsPipe out;

    /** Starts both TLS pipes: one that the gateway calls, one towards the gateway's listener. */
    TeamsPhones(Path folder, LabCertificates certificates, InetSocketAddress gateway)
            throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.sipp = new SippRunner(folder);
        in = TlsPipe.terminating(Ports.free(SBC), certificates.sbc().serverContext(), answering);
        out = TlsPipe.originating(Ports.free(SBC), certificates.sbc().clientContext(), gateway, Users.TENANT);
    }

    /** The port of the SBC, at the address that DNS has for {@link Users#SBC}. */
    int port() {
        return in.address().getPort();
    }

    /** Answers so many calls, each after {@code ringing}, and waits for BYE. */
    SippRun answer(int calls, Duration ringing, Duration limit) throws IOException {
        return play(Scenarios.TEAMS_ANSWERS, calls, ringing, limit);
    }

    /** Takes so many calls as another scenario says. */
    SippRun play(String scenario, int calls, Duration ringing, Duration limit) throws IOException {
        return sipp.start(called(scenario, calls, limit).option("-d", Long.toString(ringing.toMillis())));
    }

    /**
     * Calls the first desk phone, from one of the Teams users in turn.
     *
     * @param scenario how the calls go
     * @param callers extensions of the Teams users
     * @param rate calls a second
     * @param talk how long each lasts
     */
    SippResult call(String scenario, List<Integer> callers, int calls, int rate, Duration talk)
            throws IOException, InterruptedException {
        return callFrom(scenario, callers.stream().map(Users::teamsNumber).toList(), calls, rate, talk);
    }

    /** As {@link #call}, from any numbers. */
    SippResult callFrom(String scenario, List<String> numbers, int calls, int rate, Duration talk)
            throws IOException, InterruptedException {
        return call(scenario, numbers, Users.phoneNumber(2000), calls, rate, talk);
    }

    /** As {@link #call}, from any numbers to any number. */
    SippResult call(String scenario, List<String> numbers, String dialled, int calls, int rate, Duration talk)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String users = numbers.stream()
                .map(caller -> caller + ";" + dialled)
                .collect(Collectors.joining("\n", "SEQUENTIAL\n", "\n"));
        Path csv = Files.writeString(Files.createTempFile(folder, "teams", ".csv"), users);
        return sipp.run(keys(SippCommand.of(Scenarios.file(scenario), new InetSocketAddress("127.77.8.52", 0)))
                .to(out.address())
                .overTcp()
                .key("tenant", Users.TENANT)
                .key("tenant_port", "5061")
                .users(csv)
                .option("-d", Long.toString(talk.toMillis()))
                .load(calls, rate, 1000, talk.plusSeconds(30 + calls / rate)));
    }

    @Override
    public void close() {
        out.close();
        in.close();
    }

    private SippCommand called(String scenario, int calls, Duration limit) {
        return keys(SippCommand.of(Scenarios.file(scenario), answering))
                .overTcp()
                .load(calls, 50, 1000, limit);
    }

    private SippCommand keys(SippCommand command) {
        return command.key("pipe_host", Users.SBC).key("pipe_port", Integer.toString(port()));
    }
}
