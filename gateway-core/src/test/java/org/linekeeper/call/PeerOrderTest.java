package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Transport;

class PeerOrderTest {
    private static SbcPeer peer(String host, int priority, int weight) {
        return new SbcPeer(host, OptionalInt.empty(), Transport.TLS, DnsLookup.A, priority, weight, List.of());
    }

    @Test
    void lowerPriorityComesFirstAndWeightsShareWithinOne() {
        List<SbcPeer> peers = List.of(peer("c", 20, 1), peer("a", 10, 1), peer("b", 10, 3));
        Random random = new Random(7);
        int heavyFirst = 0;
        for (int i = 0; i < 10_000; i++) {
            List<SbcPeer> order = PeerOrder.of(peers, random);
            assertThat(order.get(2).host()).isEqualTo("c");
            heavyFirst += order.get(0).host().equals("b") ? 1 : 0;
        }
        assertThat(heavyFirst / 10_000.0).isCloseTo(0.75, within(0.02));
    }
}
