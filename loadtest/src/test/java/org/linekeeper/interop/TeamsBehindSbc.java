package org.linekeeper.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippCommand;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;
import org.linekeeper.loadtest.SippRunner;

/** Teams as SIPp plays it over UDP, with a {@link KamailioSbc} between it and the gateway. */
final class TeamsBehindSbc {
    private final Path folder;
    private final SippRunner sipp;
    private final InetSocketAddress address = Ports.free("127.77.8.50");

    TeamsBehindSbc(Path folder) {
        this.folder = folder;
        this.sipp = new SippRunner(folder);
    }

    /** Where the SBC sends calls. */
    InetSocketAddress address() {
        return address;
    }

    /** Answers so many calls and waits for BYE. */
    SippRun answer(int calls, Duration ringing, Duration limit) throws IOException {
        return sipp.start(SippCommand.of(Scenarios.file(Scenarios.PHONE_ANSWERS), address)
                .load(calls, 50, 1000, limit)
                .option("-d", Long.toString(ringing.toMillis())));
    }

    /** Calls the first desk phone from the first Teams user through the SBC. */
    SippResult call(KamailioSbc sbc, int calls, int rate, Duration talk) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path csv = Files.writeString(
                Files.createTempFile(folder, "teams", ".csv"),
                "SEQUENTIAL\n" + Users.teamsNumber(1000) + ";none;" + Users.phoneNumber(2000) + "\n");
        return sipp.run(SippCommand.of(
                        Scenarios.file("02.phone-calls/uac-trusted.xml"), new InetSocketAddress("127.77.8.51", 0))
                .to(sbc.teamsSide())
                .key("domain", Users.TENANT)
                .users(csv)
                .option("-d", Long.toString(talk.toMillis()))
                .load(calls, rate, 1000, talk.plusSeconds(30 + calls / rate)));
    }
}
