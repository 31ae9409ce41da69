package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two targets of SRV come and go while lines are refreshed. No line loses its binding or gets a second one. */
class TargetsIT {
    private static final int LINES = 30;
    /** A target that does not answer is known as such after 32 seconds (RFC 3261 17.1.2.2); the rest is for busy machines. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @RegisterExtension
    static final Lab LAB = new Lab(LINES, 1);

    @Test
    void linesFailOverAndReturn() {
        assertAllThrough(LAB.pbx().first().address());
        LAB.pbx().stopFirst();
        refresh();
        awaitAllThrough(LAB.pbx().second().address());

        LAB.pbx().startFirst();
        LAB.pbx().stopSecond();
        refresh();
        awaitAllThrough(LAB.pbx().first().address());
        for (int extension : LAB.teamsExtensions()) {
            String user = Users.sipUser(extension);
            assertThat(LAB.pbx().core().refusals(user))
                    .as("wrong digests of " + user)
                    .isZero();
        }
    }

    private static void refresh() {
        AdminClient.Answer answer = LAB.admin().post("/pbxs/" + Users.PBX + "/registration:refresh");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("lines").asInt()).isEqualTo(LINES);
    }

    private static void awaitAllThrough(InetSocketAddress edge) {
        Awaitility.await("registered through " + edge)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertAllThrough(edge));
    }

    /** Checked at every look, so that a binding that is lost or doubled on the way shows too. */
    private static void assertAllThrough(InetSocketAddress edge) {
        Map<String, List<KamailioRpc.Binding>> bindings = LAB.lineBindings();
        if (bindings.size() != LINES || bindings.values().stream().anyMatch(own -> own.size() != 1)) {
            throw new IllegalStateException("a line is lost, or there twice: " + bindings);
        }
        assertThat(bindings.values())
                .allSatisfy(own -> assertThat(own.get(0).path()).contains(Ports.text(edge)));
    }
}
