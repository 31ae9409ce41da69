package org.linekeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippCommand;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;
import org.linekeeper.loadtest.SippRunner;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.Violation;

/** Used by SIPp phones, which were not written here. */
class HostedPbxTest {
    private static final String DOMAIN = "acme.12345.service";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path work;

    private final MessageLog log = new MessageLog(Clock.systemUTC());
    private HostedPbx pbx;

    @BeforeEach
    void start() throws Exception {
        pbx = HostedPbx.start(
                PbxSettings.of(DOMAIN, new InetSocketAddress("127.77.7.60", 0))
                        .expires(Duration.ofSeconds(30), Duration.ofSeconds(90))
                        .algorithms(DigestAlgorithm.MD5),
                log);
        pbx.account(new HostedPbx.Account("101t", "auth101", "secret"));
    }

    @AfterEach
    void stop() {
        pbx.close();
    }

    @Test
    void registersADeviceThatKnowsItsPassword() throws Exception {
        assertThat(register("127.77.7.61", "secret", "600")).matches(result -> result.allSucceeded(1));
        HostedPbx.Binding binding = pbx.binding("101t").orElseThrow();
        assertThat(binding.contact()).startsWith("sip:101t@127.77.7.61:");
        assertThat(Duration.between(java.time.Instant.now(), binding.expires()))
                .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(91));
        assertThat(pbx.violations()).isEmpty();
    }

    @Test
    void challengesAWrongPasswordAgainAndTellsAShortExpiry() throws Exception {
        assertThat(register("127.77.7.61", "guess", "600").allSucceeded(1)).isFalse();
        assertThat(register("127.77.7.61", "secret", "10").allSucceeded(1)).isFalse();
        assertThat(pbx.binding("101t")).isEmpty();
        assertThat(log.entries()).anyMatch(entry -> entry.message().startLine().startsWith("SIP/2.0 423"));
    }

    @Test
    void aRegisteredDeviceCallsAnExtension() throws Exception {
        pbx.extension("200", CallPlan.answer(Duration.ofMillis(50)));
        register("127.77.7.61", "secret", "600");
        SippResult result = run("02.phone-calls/uac.xml", "200", 20);
        assertThat(result).matches(seen -> seen.allSucceeded(20));
        assertThat(pbx.calls()).hasSize(20);
        assertThat(pbx.calls()).allSatisfy(call -> assertThat(call.ended().get(30, TimeUnit.SECONDS))
                .isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER));
        // SIPp writes a digest uri of its own and sends BYE to where the INVITE went.
        assertThat(pbx.violations()).extracting(Violation::rule).containsOnly("digest-uri");
    }

    @Test
    void theExtensionHangsUp() throws Exception {
        pbx.extension("200", CallPlan.answer(Duration.ofMillis(50)).hangingUpAfter(Duration.ofMillis(50)));
        register("127.77.7.61", "secret", "600");
        assertThat(run("02.phone-calls/uac-other-hangs-up.xml", "200", 5)).matches(seen -> seen.allSucceeded(5));
        assertThat(pbx.calls()).allSatisfy(call -> assertThat(call.ended().get(30, TimeUnit.SECONDS))
                .isEqualTo(SimulatedCall.End.HUNG_UP_BY_US));
    }

    @Test
    void theCallerCancels() throws Exception {
        pbx.extension("200", CallPlan.noAnswer());
        register("127.77.7.61", "secret", "600");
        assertThat(run("05.phone-cancels/uac.xml", "200", 5)).matches(seen -> seen.allSucceeded(5));
        assertThat(pbx.calls()).allSatisfy(call -> assertThat(call.ended().get(30, TimeUnit.SECONDS))
                .isEqualTo(SimulatedCall.End.CANCELLED));
    }

    @Test
    void anExtensionCallsARegisteredDevice() throws Exception {
        assertThatThrownBy(() -> pbx.call("200", "Reception", "101t")).isInstanceOf(IllegalStateException.class);
        int port = freePort("127.77.7.61");
        register(new InetSocketAddress("127.77.7.61", port), "secret", "600");
        InetSocketAddress phone = new InetSocketAddress("127.77.7.61", port);
        try (SippRun uas = new SippRunner(work)
                .start(SippCommand.of(Scenarios.file("03.phone-answers/uas.xml"), phone)
                        .option("-d", "20"))) {
            SimulatedCall call = pbx.call("200", "Reception", "101t");
            call.answered().get(30, TimeUnit.SECONDS);
            call.hangUp();
            assertThat(call.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
            assertThat(call.statuses()).containsExactly(180, 200);
            assertThat(uas.await()).matches(seen -> seen.allSucceeded(1));
        }
        assertThat(pbx.violations()).isEmpty();
    }

    @Test
    void aCallThatIsGivenUpEndsCancelled() throws Exception {
        int port = freePort("127.77.7.61");
        InetSocketAddress phone = new InetSocketAddress("127.77.7.61", port);
        register(phone, "secret", "600");
        try (SippRun uas =
                new SippRunner(work).start(SippCommand.of(Scenarios.file("06.phone-rings/uas.xml"), phone))) {
            SimulatedCall call = pbx.call("200", "Reception", "101t");
            await().until(() -> call.statuses().contains(180));
            call.cancel();
            assertThat(call.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.CANCELLED);
            assertThat(uas.await()).matches(seen -> seen.allSucceeded(1));
        }
        assertThat(pbx.violations()).isEmpty();
    }

    private SippResult register(String host, String password, String expires) throws Exception {
        return register(new InetSocketAddress(host, 0), password, expires);
    }

    private SippResult register(InetSocketAddress phone, String password, String expires) throws Exception {
        return new SippRunner(work)
                .run(SippCommand.of(Scenarios.file("01.phone-register/uac.xml"), phone)
                        .to(pbx.edge())
                        .key("domain", DOMAIN)
                        .key("expires", expires)
                        .users(users(password, "none"))
                        .option("-auth_uri", DOMAIN)
                        .load(1, 1, 1, Duration.ofSeconds(3)));
    }

    private SippResult run(String scenario, String number, int calls) throws Exception {
        return new SippRunner(work)
                .run(SippCommand.of(Scenarios.file(scenario), new InetSocketAddress("127.77.7.62", 0))
                        .to(pbx.edge())
                        .key("domain", DOMAIN)
                        .users(users("secret", number))
                        .option("-d", "20")
                        .load(calls, 100, calls, LIMIT));
    }

    private Path users(String password, String number) throws Exception {
        String line = "101t;[authentication username=auth101 password=" + password + "];" + number;
        return Files.writeString(work.resolve("users.csv"), "SEQUENTIAL\n" + line + "\n");
    }

    private static int freePort(String host) throws Exception {
        try (java.net.DatagramSocket socket = new java.net.DatagramSocket(new InetSocketAddress(host, 0))) {
            return socket.getLocalPort();
        }
    }
}
