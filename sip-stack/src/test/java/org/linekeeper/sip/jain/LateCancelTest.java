package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.sip.transport.OwnLoopback;

/** JAIN-SIP answers a CANCEL that comes too late by itself. */
class LateCancelTest {
    private StackFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new StackFixture(OwnLoopback.address(), Optional.empty());
    }

    @AfterEach
    void close() {
        fixture.stack.close();
    }

    @ParameterizedTest
    @CsvSource({"udp, 200", "tcp, 200", "udp, 486"})
    void itsAnswerHasTheTagOfTheAnswerToTheInvite(String transport, int status) throws Exception {
        fixture.user.onRequest = event -> {
            if (event.getRequest().getMethod().equals(Request.INVITE)) {
                StackFixture.answer(event, status);
            } else {
                StackFixture.answer(event, 200);
            }
        };
        try (Peer peer = transport.equals("udp")
                ? Peer.udp("127.77.24.121", fixture.address("udp"))
                : Peer.tcp("127.77.24.121", fixture.address("tcp"))) {
            peer.send(Text.request("INVITE", peer, "late", 1, "", "late1"));
            assertThat(peer.receive(3_000)).startsWith("SIP/2.0 " + status);
            peer.send(Text.request("CANCEL", peer, "late", 1, "", "late1"));
            String answer = peer.receive(3_000);
            while (!answer.contains("CANCEL")) {
                // The answer to the INVITE once more, which is not acknowledged.
                answer = peer.receive(3_000);
            }
            assertThat(answer).startsWith("SIP/2.0 200 OK");
            assertThat(answer.lines().filter(line -> line.startsWith("To:")))
                    .singleElement()
                    .asString()
                    .endsWith(";tag=ourtag");
        }
    }
}
