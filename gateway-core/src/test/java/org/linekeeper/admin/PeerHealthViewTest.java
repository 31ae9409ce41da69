package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /direct-routes/{id}/health}. */
class PeerHealthViewTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    @RegisterExtension
    final FixtureExtension fixture = new FixtureExtension();

    private JsonNode health(PeersView.RouteHealth health) {
        AdminFixture admin = fixture.admin();
        admin.health.put(health.id(), health);
        AdminFixture.Reply reply = admin.get("/direct-routes/" + health.id() + "/health");
        assertThat(reply.status()).isEqualTo(200);
        return JsonMapper.shared().readTree(reply.body());
    }

    @Test
    void showsWhatIsKnownOfEachPeerAndWhatIsWrong() {
        JsonNode json = health(new PeersView.RouteHealth(
                "r1",
                "t.example.com",
                Optional.of(AT),
                List.of(
                        new PeersView.Peer(
                                "teams",
                                "sip.pstnhub.microsoft.com",
                                "up",
                                Optional.of(AT),
                                0,
                                Optional.of(new PeersView.Answer(AT, 200, "OK")),
                                Optional.empty()),
                        new PeersView.Peer(
                                "sbc",
                                "sbc.example.com",
                                "down",
                                Optional.of(AT),
                                3,
                                Optional.empty(),
                                Optional.of("It does not answer."))),
                Optional.of(new PeersView.Certificate(List.of("t.example.com"), AT, Optional.of("Renew it.")))));
        assertThat(json.path("trunkFqdn").asString()).isEqualTo("t.example.com");
        assertThat(json.path("optionsReceivedAt").asString()).isEqualTo(AT.toString());
        assertThat(json.path("peers").get(0).path("lastAnswer").path("status").asInt())
                .isEqualTo(200);
        assertThat(json.path("peers").get(0).has("advice")).isFalse();
        assertThat(json.path("peers").get(1).path("state").asString()).isEqualTo("down");
        assertThat(json.path("peers").get(1).path("advice").asString()).contains("does not answer");
        assertThat(json.path("certificate").path("advice").asString()).isEqualTo("Renew it.");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        JsonNode json = health(new PeersView.RouteHealth(
                "r2",
                "t.example.com",
                Optional.empty(),
                List.of(new PeersView.Peer(
                        "sbc",
                        "sbc.example.com",
                        "unwatched",
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty()));
        assertThat(json.has("certificate")).isFalse();
        assertThat(json.has("optionsReceivedAt")).isFalse();
        assertThat(json.path("peers").get(0).has("since")).isFalse();
    }

    @Test
    void knowsNoOtherRoute() {
        assertThat(fixture.admin().get("/direct-routes/none/health").status()).isEqualTo(404);
    }
}
