package org.linekeeper.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRunTest {
    @TempDir
    Path folder;

    @Test
    void aGatewayThatDoesNotStartIsExplainedAndEverythingIsStopped() throws Exception {
        Path broken = folder.resolve("gateway.sh");
        Files.writeString(broken, "echo the store is held by another process; exit 1\n");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(told, true, StandardCharsets.UTF_8), false, false);
        int code;
        try (DemoRun run = new DemoRun(screen, List.of("/bin/sh", broken.toString()), folder, true)) {
            code = run.tell();
        }
        assertThat(code).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("1. Around the gateway")
                .contains("Step 2 failed: the gateway ended with exit code 1")
                .contains("  | the store is held by another process")
                .doesNotContain("\u001b");
        Matcher pbx = Pattern.compile(DemoPlaces.PBX.replace(".", "\\.") + ":([0-9]+)")
                .matcher(told.toString(StandardCharsets.UTF_8));
        assertThat(pbx.find()).isTrue();
        int port = Integer.parseInt(pbx.group(1));
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(DemoPlaces.PBX, port))) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void coloursOnlyWhereTheyAreWanted() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(told, true, StandardCharsets.UTF_8), true, true);
        screen.heading("Begin");
        screen.good("done");
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("\u001b[1m1. Begin\u001b[0m")
                .contains("\u001b[32m\u2714\u001b[0m done");
    }
}
