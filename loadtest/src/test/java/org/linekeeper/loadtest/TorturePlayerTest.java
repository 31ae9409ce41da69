package org.linekeeper.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.loadtest.TortureMessage.Outcome;
import org.linekeeper.simulator.HostedPbx;
import org.linekeeper.simulator.PbxSettings;
import org.linekeeper.simulator.sip.MessageLog;

class TorturePlayerTest {
    private static final String OPTIONS = String.join(
            "\r\n",
            "OPTIONS sip:pbx.example SIP/2.0",
            "Via: SIP/2.0/UDP foreign.example;branch=z9hG4bKone",
            "Max-Forwards: 70",
            "From: <sip:a@foreign.example>;tag=1",
            "To: <sip:b@pbx.example>",
            "Call-ID: torture-one",
            "CSeq: 1 OPTIONS",
            "Content-Length: 0",
            "",
            "");

    @TempDir
    Path folder;

    @Test
    void holdsAnswersAgainstTheManifest() {
        TortureMessage wants400 =
                new TortureMessage("m", "f", "OPTIONS", List.of("400", "1xx", "none"), List.of("500", "2xx"));
        assertThat(wants400.fault(new Outcome(List.of(400), false), false)).isEmpty();
        assertThat(wants400.fault(new Outcome(List.of(100, 400), false), false)).isEmpty();
        assertThat(wants400.fault(new Outcome(List.of(), false), false)).isEmpty();
        assertThat(wants400.fault(new Outcome(List.of(200), false), false)).isEqualTo("200 is forbidden");
        assertThat(wants400.fault(new Outcome(List.of(404), false), false)).isEqualTo("404 is not allowed");

        TortureMessage silent = new TortureMessage("m", "f", "", List.of("none"), List.of("any"));
        assertThat(silent.fault(new Outcome(List.of(), true), true)).isEmpty();
        assertThat(silent.fault(new Outcome(List.of(200), false), true)).isEqualTo("200 is forbidden");

        TortureMessage closes = new TortureMessage("m", "f", "INVITE", List.of("400", "close"), List.of());
        assertThat(closes.fault(new Outcome(List.of(), true), true)).isEmpty();
        assertThat(closes.fault(new Outcome(List.of(), true), false)).isEqualTo("silence is not allowed");
    }

    @Test
    void playsAFolderOverUdpAndTcp() throws Exception {
        manifest("200");
        try (HostedPbx pbx = pbx()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(play(pbx, out)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 messages, 2 sendings, 0 wrong");
        }
    }

    @Test
    void anAnswerThatIsNotAllowedFails() throws Exception {
        manifest("486");
        try (HostedPbx pbx = pbx()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(play(pbx, out)).isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("200 is not allowed");
        }
    }

    private int play(HostedPbx pbx, ByteArrayOutputStream out) {
        String target = "127.77.7.70:" + pbx.edge().getPort();
        return TorturePlayer.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                folder.toString(),
                "--target",
                target,
                "--from",
                "127.77.7.71");
    }

    private void manifest(String allowed) throws Exception {
        Files.writeString(folder.resolve("one.dat"), OPTIONS);
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"messages\":[{\"name\":\"one\",\"file\":\"one.dat\",\"method\":\"OPTIONS\",\"allowed\":[\"" + allowed
                        + "\"],\"forbidden\":[\"500\"]}]}");
    }

    private static HostedPbx pbx() throws Exception {
        return HostedPbx.start(
                PbxSettings.of("acme.example", new InetSocketAddress("127.77.7.70", 0)),
                new MessageLog(Clock.systemUTC()));
    }
}
