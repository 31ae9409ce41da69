package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A gateway that cannot start says why in one message, and leaves nothing half started. */
class StartIT {
    private static final Path FOLDER = WorkFolder.fresh(StartIT.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static LabCertificates certificates;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = LabCertificates.create(FOLDER.resolve("tls"));
    }

    @Test
    void aBusySipPortEndsTheStart() throws Exception {
        GatewayPlace place = place("busy-sip");
        try (DatagramSocket busy = new DatagramSocket(place.pbx());
                ForeignProcess gateway = GatewayProcess.launch(place)) {
            assertThat(gateway.awaitExit(LIMIT)).as(gateway.logTail(40)).isEqualTo(1);
            assertThat(busy.isBound()).isTrue();
            assertOneMessage(gateway, Ports.text(place.pbx()));
        }
    }

    @Test
    void aBusyAdminPortEndsTheStart() throws Exception {
        GatewayPlace place = place("busy-admin");
        try (java.net.ServerSocket busy = new java.net.ServerSocket(
                        place.admin().getPort(), 1, place.admin().getAddress());
                ForeignProcess gateway = GatewayProcess.launch(place)) {
            assertThat(gateway.awaitExit(LIMIT)).as(gateway.logTail(40)).isEqualTo(1);
            assertThat(busy.isBound()).isTrue();
            assertOneMessage(gateway, Ports.text(place.admin()));
        }
    }

    @Test
    void aStoreInUseEndsTheStart() {
        GatewayPlace place = place("busy-store");
        GatewayPlace other =
                new GatewayPlace(place.folder(), free(), free(), free(), place.dns(), place.certificates(), "", "");
        try (GatewayProcess first = GatewayProcess.start(place);
                ForeignProcess second = GatewayProcess.launch(other)) {
            assertThat(second.awaitExit(LIMIT)).as(second.logTail(40)).isEqualTo(1);
            assertThat(first.admin().ready()).as("the first is not disturbed").isTrue();
        }
    }

    @Test
    void brokenSettingsAreAllSaidWithLineAndAdvice() throws IOException {
        GatewayPlace place = place("broken");
        place.writeSettings();
        String broken = Files.readString(place.settings())
                .replace("messageTimeout", "mesageTimeout")
                .replace("transport: udp", "transport: carrier-pigeon")
                .replace("node:\n  name:", "node:\n  nmae:");
        Files.writeString(place.settings(), broken);
        for (String command : new String[] {"run", "check"}) {
            try (ForeignProcess gateway = GatewayProcess.command(
                    place.folder().resolve(command),
                    command,
                    "--config",
                    place.settings().toString())) {
                assertThat(gateway.awaitExit(LIMIT)).as(gateway.logTail(40)).isEqualTo(2);
                assertThat(gateway.logTail(100))
                        .contains("linekeeper.yaml:2", "nmae", "\"name\"")
                        .contains("mesageTimeout", "\"messageTimeout\"", "carrier-pigeon")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aMissingSettingsFileIsSaid() {
        try (ForeignProcess gateway =
                GatewayProcess.command(FOLDER.resolve("missing"), "run", "--config", "/nowhere/linekeeper.yaml")) {
            assertThat(gateway.awaitExit(LIMIT)).as(gateway.logTail(40)).isEqualTo(2);
            assertThat(gateway.logTail(100))
                    .contains("/nowhere/linekeeper.yaml")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void goodSettingsPassTheCheck() {
        GatewayPlace place = place("good");
        place.writeSettings();
        try (ForeignProcess gateway = GatewayProcess.command(
                place.folder(), "check", "--config", place.settings().toString())) {
            assertThat(gateway.awaitExit(LIMIT)).as(gateway.logTail(40)).isZero();
        }
    }

    private static GatewayPlace place(String name) {
        return GatewayPlace.in(FOLDER.resolve(name), free(), certificates.folder());
    }

    private static InetSocketAddress free() {
        return Ports.free(GatewayPlace.ADDRESS);
    }

    /** The address is named, and no stack trace buries it. */
    private static void assertOneMessage(ForeignProcess gateway, String address) {
        String log = gateway.logTail(200);
        assertThat(log).contains(address).doesNotContain("\tat ");
        assertThat(log.lines().filter(line -> line.contains(address) && line.contains("in use")))
                .as(log)
                .hasSize(1);
    }
}
