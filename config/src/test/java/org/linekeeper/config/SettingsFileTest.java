package org.linekeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.AdminToken.Scope;
import org.linekeeper.config.ListenerSettings.Side;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;

class SettingsFileTest {
    private static final String SMALLEST = """
            sip:
              listeners:
                - {name: pbx, side: pbx, transport: udp, address: "127.0.0.1:5060"}
                - {name: teams, side: teams, transport: tcp, address: "127.0.0.1:5061"}
            admin:
              tokens: [{name: portal, token: 0123456789abcdef-}]
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("linekeeper.yaml");
    }

    private SettingsOutcome read(String yaml) throws IOException {
        return SettingsFile.read(Files.writeString(file, yaml));
    }

    private Settings accepted(String yaml) throws IOException {
        SettingsOutcome outcome = read(yaml);
        assertThat(outcome).isInstanceOf(SettingsOutcome.Read.class);
        return ((SettingsOutcome.Read) outcome).settings();
    }

    /** Each problem as it is printed, without the folder. */
    private List<String> rejected(String yaml) throws IOException {
        return problems(read(yaml));
    }

    private List<String> problems(SettingsOutcome outcome) {
        assertThat(outcome).isInstanceOf(SettingsOutcome.Rejected.class);
        return ((SettingsOutcome.Rejected) outcome)
                .problems().stream()
                        .map(problem -> problem.toString().replace(folder + "/", ""))
                        .toList();
    }

    @Test
    void whatIsNotWrittenHasItsDefault() throws IOException {
        Settings settings = accepted(SMALLEST);
        Settings defaults = Settings.defaults();
        assertThat(settings.node()).isEqualTo(defaults.node());
        assertThat(settings.sip().limits()).isEqualTo(defaults.sip().limits());
        assertThat(settings.dns()).isEqualTo(defaults.dns());
        assertThat(settings.admin().address()).isEqualTo(defaults.admin().address());
        assertThat(settings.store()).isEqualTo(defaults.store());
        assertThat(settings.cdr()).isEqualTo(defaults.cdr());
        assertThat(settings.registration()).isEqualTo(defaults.registration());
        assertThat(settings.call()).isEqualTo(defaults.call());
        ListenerSettings pbx = settings.sip().listeners().get(0);
        assertThat(pbx.side()).isEqualTo(Side.PBX);
        assertThat(pbx.transport()).isEqualTo(Transport.UDP);
        assertThat(pbx.advertised()).isEqualTo(pbx.address()).isEqualTo(new Endpoint("127.0.0.1", 5060));
        assertThat(pbx.tls()).isEmpty();
        assertThat(settings.admin().tokens())
                .containsExactly(
                        new AdminToken("portal", Secret.of("0123456789abcdef-"), Set.of(Scope.READ, Scope.WRITE)));
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsPlace() throws IOException {
        List<String> problems = rejected("""
                node: {name: "a b"}
                sip:
                  loops: many
                  listeners:
                    - {name: pbx, side: pbx, transport: tsl, address: "127.0.0.1"}
                    - name: pbx
                      side: teams
                      transport: tls
                      adress: "127.0.0.1:5061"
                  limits:
                    idleTimeout: 30
                    maxLinesPerFlow: 0
                dns:
                  timeuot: 2s
                dns:
                  tries: 3
                registration: {refreshFrom: 0.9}
                """);
        assertThat(problems)
                .containsExactly(
                        "linekeeper.yaml:1:1 /admin/tokens: needs at least one entry with a name and a token or"
                                + " tokenFile",
                        "linekeeper.yaml:1:14 /node/name: must be 1 to 64 of letters, digits and . _ -, beginning with"
                                + " a letter or digit; found \"a b\"",
                        "linekeeper.yaml:3:10 /sip/loops: must be a whole number from 0 to 256; found text",
                        "linekeeper.yaml:5:41 /sip/listeners/0/transport: \"tsl\" is not allowed; did you mean"
                                + " \"tls\"? (allowed: \"udp\", \"tcp\" or \"tls\")",
                        "linekeeper.yaml:5:55 /sip/listeners/0/address: must be host:port, such as 192.0.2.1:5060 or"
                                + " \"[2001:db8::1]:5060\" (in quotes), port 0 to 65535; found \"127.0.0.1\"",
                        "linekeeper.yaml:6:7 /sip/listeners/1/address: is required",
                        "linekeeper.yaml:6:7 /sip/listeners/1/tls/certificate: is required",
                        "linekeeper.yaml:6:7 /sip/listeners/1/tls/key: is required",
                        "linekeeper.yaml:6:13 /sip/listeners/1/name: is the name of another listener",
                        "linekeeper.yaml:9:7 /sip/listeners/1/adress: is not known; did you mean \"address\"?",
                        "linekeeper.yaml:11:18 /sip/limits/idleTimeout: must be a time from 1s to 1d with its unit"
                                + " (ms, s, m, h or d), such as 1d; found the number \"30\"",
                        "linekeeper.yaml:12:22 /sip/limits/maxLinesPerFlow: must be a whole number from 1 to 10000",
                        "linekeeper.yaml:14:3 /dns/timeuot: is not known; did you mean \"timeout\"?",
                        "linekeeper.yaml:15:1 /dns: is there twice; first in line 13",
                        "linekeeper.yaml:17:29 /registration/refreshFrom: must be less than refreshTo, which is 0.85");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, 250",
        "30s, 30000",
        "10m, 600000",
        "1h, 3600000",
        "60000ms, 60000",
    })
    void timesCarryTheirUnit(String written, long millis) throws IOException {
        Settings settings = accepted(SMALLEST + "registration: {backoffBase: " + written + ", backoffMax: 1h}\n");
        assertThat(settings.registration().backoffBase()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1200, 1200", "4096B, 4096", "64KiB, 65536", "1MiB, 1048576"})
    void sizesMayCarryTheirs(String written, int bytes) throws IOException {
        String limits = SMALLEST.replace("sip:\n", "sip:\n  limits: {maxMessageBytes: " + written + "}\n");
        Settings settings = accepted(limits);
        assertThat(settings.sip().limits().maxMessageBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "dns: {timeout: 30}",
        "dns: {timeout: 30 s}",
        "dns: {timeout: -1s}",
        "dns: {timeout: 2h}",
        "dns: {timeout: 999999999d}",
        "dns: {tries: 0}",
        "dns: {tries: 1e3}",
        "dns: {tries: 99999999999999999999}",
        "dns: {servers: [ns.example.com]}",
        "dns: {servers: ['192.0.2.1:70000']}",
        "dns: {servers: 192.0.2.1}",
        "dns: 7",
        "dns: [timeout]",
        "dns: {tries: 0x2}",
        "dns: {tries: 1_0}",
        "dns: {tries: 2.0}",
        "registration: {refreshTo: 1e-1}",
        "registration: {maxPerSecond: 0}",
        "registration: {maxPerSecond: all}",
        "registration: {preemptiveAuth: on}",
        "call: {ringTimeout: [3m]}",
        "call: {maxBacklog: 50ms}",
        "call: {maxBacklog: 2m}",
        "store: {path: ''}",
        "cdr: {path: 5}",
        "registration: {refreshTo: 1.0}",
        "registration: {refreshTo: .nan}",
        "registration: {refreshTo: soon}",
        "node: {name: ''}",
        "node: {name: 7}",
        "nodes: {}",
    })
    void wrongValuesAreRefused(String line) throws IOException {
        assertThat(rejected(SMALLEST + line + "\n")).hasSize(1);
    }

    @Test
    void aPaceMayHaveNoRateAndItsBeginningFollowsItsLimits() throws IOException {
        RegistrationSettings free = accepted(
                        SMALLEST + "registration: {maxPerSecond: unlimited, preemptiveAuth: off}\n")
                .registration();
        assertThat(free.maxPerSecond()).isEqualTo(RegistrationSettings.UNLIMITED);
        assertThat(free.preemptiveAuth()).isEqualTo(RegistrationSettings.PreemptiveAuth.OFF);

        RegistrationSettings low = accepted(SMALLEST + "registration: {maxPerSecond: 5, maxInFlightPerTarget: 2}\n")
                .registration();
        assertThat(low.startPerSecond()).isEqualTo(5);
        assertThat(low.startInFlightPerTarget()).isEqualTo(2);
        assertThat(low.minInFlightPerTarget()).isEqualTo(2);
    }

    @Test
    void contradictionsAreFound() throws IOException {
        assertThat(rejected(SMALLEST + "registration: {startInFlightPerTarget: 300}\n"))
                .containsExactly("linekeeper.yaml:7:40 /registration/startInFlightPerTarget: must be from"
                        + " minInFlightPerTarget to maxInFlightPerTarget, which are 4 and 256");
        assertThat(rejected(SMALLEST + "registration: {startPerSecond: 60}\n"))
                .containsExactly(
                        "linekeeper.yaml:7:32 /registration/startPerSecond: must not be more than maxPerSecond,"
                                + " which is 50");
        assertThat(rejected(SMALLEST + "dns: {minTtl: 2d}\n"))
                .containsExactly("linekeeper.yaml:7:15 /dns/minTtl: must not be longer than maxTtl");
        assertThat(rejected(SMALLEST + "registration: {backoffBase: 40m}\n"))
                .containsExactly("linekeeper.yaml:7:29 /registration/backoffBase: must not be longer than backoffMax");
        assertThat(rejected(SMALLEST + "store: {path: x.db}\ncdr: {path: ./x.db}\n"))
                .containsExactly("linekeeper.yaml:8:13 /cdr/path: is the file of the store");
    }

    @Test
    void listenersAreCheckedAgainstEachOther() throws IOException {
        assertThat(accepted(SMALLEST.replace("5061", "5060")).sip().listeners())
                .as("UDP and TCP may share a port")
                .hasSize(2);
        assertThat(rejected(SMALLEST.replace("udp", "tcp").replace("5061", "5060")))
                .containsExactly("linekeeper.yaml:4:59 /sip/listeners/1/address: is the address of another listener");
        assertThat(rejected(SMALLEST.replace("side: teams", "side: pbx")))
                .containsExactly("linekeeper.yaml:3:5 /sip/listeners: needs at least one entry with side teams");
        assertThat(rejected(SMALLEST.replace("127.0.0.1:5060", "0.0.0.0:5060")))
                .containsExactly("linekeeper.yaml:3:7 /sip/listeners/0/advertised: is required because address means"
                        + " every address, and peers need a single one");
        assertThat(rejected(SMALLEST.replace("transport: udp", "transport: udp, tls: {}")))
                .containsExactly("linekeeper.yaml:3:51 /sip/listeners/0/tls: is only for transport tls");
    }

    @Test
    void relativePathsStartAtTheFileItself() throws IOException {
        Settings settings = accepted(SMALLEST + "store: {path: data/lines.db}\n");
        assertThat(settings.store().path()).isEqualTo(folder.resolve("data/lines.db"));
        assertThat(settings.cdr().path()).isEqualTo(folder.resolve("data/cdr.jsonl"));
    }

    @Test
    void aTokenMayStandInItsOwnFile() throws IOException {
        Files.writeString(folder.resolve("good"), "aaaaaaaaaaaaaaaaaaaaaaaa\n");
        Files.writeString(folder.resolve("short"), "secret\n");
        Settings settings = accepted(SMALLEST.replace("token: 0123456789abcdef-", "tokenFile: good, scopes: [read]"));
        assertThat(settings.admin().tokens())
                .containsExactly(new AdminToken("portal", Secret.of("aaaaaaaaaaaaaaaaaaaaaaaa"), Set.of(Scope.READ)));
        assertThat(rejected(SMALLEST.replace("token: 0123456789abcdef-", "tokenFile: absent")))
                .containsExactly("linekeeper.yaml:6:38 /admin/tokens/0/tokenFile: absent: there is no such file");
        assertThat(rejected(SMALLEST.replace("token: 0123456789abcdef-", "tokenFile: short")))
                .singleElement()
                .asString()
                .startsWith("linekeeper.yaml:6:38 /admin/tokens/0/tokenFile: short: its contents must be 16 to 256")
                .doesNotContain("secret");
    }

    @Test
    void tokensAreNeverShown() throws IOException {
        assertThat(rejected(SMALLEST.replace("0123456789abcdef-", "hushhush")))
                .singleElement()
                .asString()
                .contains("/admin/tokens/0/token: must be 16 to 256")
                .doesNotContain("hushhush");
        assertThat(accepted(SMALLEST).toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void tokensDiffer() throws IOException {
        String two = SMALLEST.replace("[{name", "[{name: portal, token: 0123456789abcdef-}, {name");
        assertThat(rejected(two))
                .containsExactly(
                        "linekeeper.yaml:6:54 /admin/tokens/1: has the same token as another entry",
                        "linekeeper.yaml:6:61 /admin/tokens/1/name: is the name of another token");
        assertThat(rejected(SMALLEST.replace("token: 0123456789abcdef-", "token: 0123456789abcdef-, tokenFile: x")))
                .containsExactly("linekeeper.yaml:6:12 /admin/tokens/0: needs either token or tokenFile");
        assertThat(rejected(SMALLEST.replace(", token: 0123456789abcdef-", "")))
                .containsExactly("linekeeper.yaml:6:12 /admin/tokens/0: needs either token or tokenFile");
        assertThat(rejected(SMALLEST.replaceAll("admin:(?s:.*)", "")))
                .singleElement()
                .asString()
                .contains("/admin/tokens: needs at least one entry");
    }

    @Test
    void aFileThatIsNoSettingsFileIsToldInOneLine() throws IOException {
        assertThat(problems(SettingsFile.read(file))).containsExactly("linekeeper.yaml: there is no such file");
        assertThat(problems(SettingsFile.read(folder)))
                .singleElement()
                .asString()
                .endsWith(": is a folder, not a file");
        assertThat(rejected("")).containsExactly("linekeeper.yaml: is empty");
        assertThat(rejected("# nothing but a comment\n")).containsExactly("linekeeper.yaml: is empty");
        assertThat(rejected("- a\n- b\n")).containsExactly("linekeeper.yaml:1:1: must be an object; found a list");
        assertThat(rejected("hello")).containsExactly("linekeeper.yaml:1:1: must be an object; found text");
        assertThat(rejected("a: b\n  c: d\n"))
                .singleElement()
                .asString()
                .startsWith("linekeeper.yaml:2:4: is not YAML: ");
        assertThat(rejected("a:\n\tb: 1\n"))
                .singleElement()
                .asString()
                .startsWith("linekeeper.yaml:2:1: is not YAML: found character '\\t(TAB)'");
        assertThat(rejected("node: {name: a}\n---\nnode: {name: b}\n"))
                .contains("linekeeper.yaml:3:1: holds more than one document");
        Files.write(file, new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe});
        assertThat(problems(SettingsFile.read(file))).containsExactly("linekeeper.yaml: is not UTF-8 text");
        Files.write(file, new byte[64]);
        assertThat(problems(SettingsFile.read(file))).singleElement().asString().contains("is not YAML");
        Files.write(file, " ".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8));
        assertThat(problems(SettingsFile.read(file))).containsExactly("linekeeper.yaml: is longer than 1048576 bytes");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        assertThat(accepted("\uFEFF" + SMALLEST).node().name()).isEqualTo("linekeeper");
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(problems(SettingsFile.read(pipe))).containsExactly("pipe: is not a regular file");
    }

    @Test
    void yamlThatExplodesIsRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(9, alias)) + "]\n");
        }
        assertThat(rejected(bomb.toString()))
                .anyMatch(problem -> problem.contains("uses an anchor, an alias or a tag of YAML"))
                .hasSizeLessThanOrEqualTo(101);
        assertThat(rejected("node: !!java.net.URL [\"http://127.0.0.1/\"]\n"))
                .anyMatch(problem -> problem.contains("uses an anchor, an alias or a tag of YAML"));
        assertThat(rejected("[".repeat(200_000))).singleElement().asString().contains("is not YAML");
        assertThat(rejected("a: ".repeat(1000) + "b"))
                .singleElement()
                .asString()
                .contains("is not YAML");
        assertThat(rejected("- ".repeat(100_000) + "b"))
                .singleElement()
                .asString()
                .contains("is not YAML");
    }

    @Test
    void aThousandProblemsAreCutShort() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            many.append("key").append(i).append(": x\n");
        }
        assertThat(rejected(many.toString())).hasSize(101).last().asString().matches(".* 90[0-9] more faults");
    }
}
