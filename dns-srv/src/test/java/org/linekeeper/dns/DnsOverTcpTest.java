package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.Location.Cause;
import org.xbill.DNS.Message;

/** Long answers come over TCP, or do not. */
final class DnsOverTcpTest extends ScriptedDnsBench {
    @Test
    void truncationWithTcpClosedIsExplained() throws IOException {
        start(query -> List.of(truncated(query)));
        assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                .contains("TCP");
        assertThat(locator.counters().tcpRetries()).isEqualTo(1);
    }

    @Test
    void truncationWithSilentTcpEnds() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 5, address(HOST))) {
            dns = ScriptedDns.beside(tcp, query -> List.of(truncated(query)));
            open(SHORT);
            assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                    .contains("TCP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10})
    void tcpThatEndsEarlyIsAFailure(int bytes) throws Exception {
        withTcpReply(query -> Arrays.copyOf(framed(good(query)), bytes), () -> {
            assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                    .contains("TCP");
        });
    }

    @Test
    void tcpReplyToSomethingElseIsAFailure() throws Exception {
        withTcpReply(query -> framed(wrongId(query)), () -> assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE));
    }

    @Test
    void tcpReplyOfNoLengthIsAFailure() throws Exception {
        withTcpReply(query -> new byte[2], () -> assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE));
    }

    @Test
    void tcpReplyIsTaken() throws Exception {
        withTcpReply(query -> framed(good(query)), () -> assertGood(locate("pbx.test")));
    }

    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    private void withTcpReply(Function<Message, byte[]> script, Runnable test) throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 5, address(HOST))) {
            dns = ScriptedDns.beside(tcp, query -> List.of(truncated(query)));
            open(LONG);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket socket = tcp.accept()) {
                    byte[] length = socket.getInputStream().readNBytes(2);
                    byte[] query = socket.getInputStream()
                            .readNBytes(ByteBuffer.wrap(length).getShort());
                    OutputStream out = socket.getOutputStream();
                    for (byte one : script.apply(new Message(query))) {
                        out.write(one);
                        out.flush();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            test.run();
            served.get(10, TimeUnit.SECONDS);
        }
    }
}
