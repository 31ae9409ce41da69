package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.interop.KamailioRegistrar.Times;

/** Two targets of SRV come and go while lines are refreshed. No line loses its binding or gets a second one. */
class TargetsIT {
    private static final String PBX = "two-targets";
    private static final String PROXY = "proxy.two-targets.test";
    private static final int LINES = 30;
    /** A target that does not answer is known as such after 32 seconds (RFC 3261 17.1.2.2); the rest is for busy machines. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    static final RegistrarLab LAB = new RegistrarLab();

    private KamailioRegistrar registrar;

    @Test
    void linesFailOverAndReturn() {
        registrar = LAB.registrar("two-targets", new Times(Duration.ofSeconds(20), Duration.ofHours(1)));
        KamailioEdge first = LAB.edge("edge1", "127.77.18.12", registrar, PROXY, 10);
        KamailioEdge second = LAB.edge("edge2", "127.77.18.13", registrar, PROXY, 20);
        List<Integer> lines = LAB.provision(PBX, PROXY, "srv", Duration.ofMinutes(10), LINES);
        LAB.awaitRegisters(registrar, lines, 1);
        assertAllThrough(first.address());

        first.close();
        LAB.refresh(PBX);
        awaitAllThrough(second.address());

        LAB.edge("edge1", first.address(), registrar, PROXY);
        // The first is not asked again before its pause ends; refreshes until then stay where they are.
        refreshUntilAllThrough(first.address());
        LAB.assertEachIsRegisteredOnce(registrar, lines);
    }

    private void refreshUntilAllThrough(InetSocketAddress edge) {
        Awaitility.await("returned to " + edge)
                .atMost(LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    // Too soon is no fault: the next look asks again.
                    LAB.admin().post("/pbxs/" + PBX + "/registration:refresh");
                    assertAllThrough(edge);
                });
    }

    private void awaitAllThrough(InetSocketAddress edge) {
        Awaitility.await("registered through " + edge)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertAllThrough(edge));
    }

    /** Checked at every look, so that a binding that is lost or doubled on the way shows too. */
    private void assertAllThrough(InetSocketAddress edge) {
        Map<String, List<KamailioRpc.Binding>> bindings = registrar.bindings();
        if (bindings.size() != LINES || bindings.values().stream().anyMatch(own -> own.size() != 1)) {
            throw new IllegalStateException("a line is lost, or there twice: " + bindings);
        }
        assertThat(bindings.values())
                .allSatisfy(own -> assertThat(own.get(0).path()).contains(Ports.text(edge)));
    }
}
