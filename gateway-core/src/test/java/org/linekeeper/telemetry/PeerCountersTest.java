package org.linekeeper.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.PeerAsked;

class PeerCountersTest {
    private final Metrics metrics = new Metrics();
    private final MetricsListener listener = new MetricsListener(metrics);

    @AfterEach
    void close() {
        metrics.close();
    }

    private void asked(String peer, String result) {
        listener.publish(new PeerAsked(Instant.EPOCH, peer, result));
    }

    private List<String> series() {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("linekeeper_options_total{"))
                .sorted()
                .toList();
    }

    @Test
    void countsByPeerAndResult() {
        asked("sip.example.com:5061", "200");
        asked("sip.example.com:5061", "200");
        asked("sip.example.com:5061", "silent");
        asked("other.example.com", "403");
        assertThat(series())
                .containsExactly(
                        "linekeeper_options_total{peer=\"other.example.com\",result=\"403\"} 1.0",
                        "linekeeper_options_total{peer=\"sip.example.com:5061\",result=\"200\"} 2.0",
                        "linekeeper_options_total{peer=\"sip.example.com:5061\",result=\"silent\"} 1.0");
    }

    @Test
    void peersNeverMakeSeriesWithoutEnd() {
        for (int i = 0; i < 1_000; i++) {
            asked("sbc" + i + ".example.com", "200");
        }
        assertThat(series()).hasSize(PeerCounters.MOST + 1).anyMatch(line -> line.contains("peer=\"other\""));
    }
}
