package org.linekeeper.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.TlsIdentity;
import org.linekeeper.simulator.TlsPipe;

/** The scenarios played against each other: what one side says the other side understands. */
class SippScenariosTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path work;

    @ParameterizedTest
    @CsvSource({
        "02.phone-calls/uac-trusted.xml, 03.phone-answers/uas.xml",
        "05.phone-cancels/uac-trusted.xml, 06.phone-rings/uas.xml",
    })
    void phonesCallEachOther(String caller, String called) throws Exception {
        InetSocketAddress answering = freeUdp("127.77.7.31");
        SippRunner runner = new SippRunner(work);
        try (SippRun uas = runner.start(SippCommand.of(Scenarios.file(called), answering)
                .load(5, 50, 5, LIMIT)
                .option("-d", "50"))) {
            SippResult uac = runner.run(SippCommand.of(Scenarios.file(caller), new InetSocketAddress("127.77.7.32", 0))
                    .to(answering)
                    .load(5, 50, 5, LIMIT)
                    .key("domain", "acme.example")
                    .users(users("phone;[authentication username=phone password=secret];200"))
                    .option("-d", "50"));
            assertThat(uac).matches(result -> result.allSucceeded(5));
            assertThat(uas.await()).matches(result -> result.allSucceeded(5));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "07.teams-calls/uac.xml, 08.teams-answers/uas.xml",
        "07.teams-calls/uac-other-hangs-up.xml, 08.teams-answers/uas-hangs-up.xml",
        "07.teams-calls/uac-busy.xml, 09.teams-rejects/uas-486.xml",
        "10.teams-cancels/uac.xml, 11.teams-rings/uas.xml",
    })
    void teamsScenariosCallEachOtherThroughTls(String caller, String called) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create("scenarios");
        TlsIdentity teams = authority.issue("sbc.example");
        InetSocketAddress answering = freeTcp("127.77.7.33");
        SippRunner runner = new SippRunner(work);
        try (TlsPipe in = TlsPipe.terminating(any("127.77.7.34"), teams.serverContext(), answering);
                TlsPipe out =
                        TlsPipe.originating(any("127.77.7.35"), teams.clientContext(), in.address(), "sbc.example");
                SippRun uas = runner.start(keys(SippCommand.of(Scenarios.file(called), answering), in)
                        .option("-d", "50")
                        .load(5, 50, 5, LIMIT)
                        .overTcp())) {
            SippResult uac = runner.run(
                    keys(SippCommand.of(Scenarios.file(caller), new InetSocketAddress("127.77.7.36", 0)), out)
                            .to(out.address())
                            .overTcp()
                            .load(5, 50, 5, LIMIT)
                            .key("tenant", "sbc.example")
                            .key("tenant_port", "5061")
                            .users(users("+14255550101;+12065550123"))
                            .option("-d", "50"));
            assertThat(uac).matches(result -> result.allSucceeded(5));
            assertThat(uas.await()).matches(result -> result.allSucceeded(5));
        }
    }

    @Test
    void aCallThatFailsIsCountedAndExplained() throws Exception {
        SippResult result = new SippRunner(work)
                .run(SippCommand.of(Scenarios.file("02.phone-calls/uac-trusted.xml"), any("127.77.7.37"))
                        .to(freeUdp("127.77.7.38"))
                        .key("domain", "acme.example")
                        .users(users("phone;none;200"))
                        .load(1, 1, 1, Duration.ofSeconds(2)));
        assertThat(result.allSucceeded(1)).isFalse();
        assertThat(result.errors()).isNotEmpty();
    }

    @Test
    void theStatisticsFileIsReadByColumnName() {
        SippStatistics read = SippStatistics.parse(List.of(
                "StartTime;TotalCallCreated;SuccessfulCall(P);SuccessfulCall(C);FailedCall(C);Retransmissions(C);",
                "x;3;1;1;0;0;",
                "x;7;1;5;2;4;"));
        assertThat(read).isEqualTo(new SippStatistics(7, 5, 2, 4));
    }

    private static SippCommand keys(SippCommand command, TlsPipe pipe) {
        return command.key("pipe_host", "localhost")
                .key("pipe_port", Integer.toString(pipe.address().getPort()));
    }

    private Path users(String line) throws Exception {
        return Files.writeString(work.resolve("users.csv"), "SEQUENTIAL\n" + line + "\n");
    }

    private static InetSocketAddress any(String host) {
        return new InetSocketAddress(host, 0);
    }

    private static InetSocketAddress freeUdp(String host) throws Exception {
        try (java.net.DatagramSocket socket = new java.net.DatagramSocket(any(host))) {
            return new InetSocketAddress(host, socket.getLocalPort());
        }
    }

    private static InetSocketAddress freeTcp(String host) throws Exception {
        try (java.net.ServerSocket socket = new java.net.ServerSocket()) {
            socket.bind(any(host));
            return new InetSocketAddress(host, socket.getLocalPort());
        }
    }
}
