package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.admin.AdminFixture.Reply;
import org.linekeeper.call.LineStatus;
import org.linekeeper.call.presence.FeatureReport;
import org.linekeeper.call.presence.VoiceMessages;

/** Pausing lines over HTTP. */
final class PresenceEndpointsTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
    private static final String PATH = "/lines/ann/presence";

    @RegisterExtension
    final FixtureExtension fixture = new FixtureExtension();

    @BeforeEach
    void line() {
        ((LinesInAMap) fixture.admin().parts.lines())
                .lines.put(
                        "ann",
                        new LineStatus(
                                "ann",
                                Optional.empty(),
                                2,
                                Optional.of(new VoiceMessages(true, 3, 1, AdminFixture.at("2026-11-21T09:00:00Z")))));
    }

    @Test
    void pauseIsSetShownAndTakenBack() {
        AdminFixture admin = fixture.admin();
        Reply away = admin.put(PATH, "{\"state\":\"away\",\"minutes\":15}");
        assertThat(away.status()).isEqualTo(200);
        assertThat(DOCUMENT.check("LinePresence", away.json())).isEmpty();
        assertThat(away.json().path("until").asString()).isEqualTo("2026-11-21T10:15:00Z");
        Reply shown = admin.get(PATH);
        assertThat(shown.json()).isEqualTo(away.json());
        assertThat(shown.json().path("calls").asInt()).isEqualTo(2);
        assertThat(shown.json().path("voiceMessages").path("unheard").asInt()).isEqualTo(3);
        Reply endless = admin.put(PATH, "{\"state\":\"do_not_disturb\"}");
        assertThat(endless.json().path("state").asString()).isEqualTo("do_not_disturb");
        assertThat(endless.json().has("until")).isFalse();
        Reply back = admin.put(PATH, "{\"state\":\"available\"}");
        assertThat(DOCUMENT.check("LinePresence", back.json())).isEmpty();
        assertThat(back.json().path("state").asString()).isEqualTo("available");
        assertThat(back.json().has("since")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422",
                "{\"state\":\"asleep\"} | 422",
                "{\"state\":\"away\",\"minutes\":0} | 422",
                "{\"state\":\"away\",\"minutes\":10081} | 422",
                "{\"state\":\"away\",\"hours\":1} | 422",
                "[] | 422",
                "nonsense | 400"
            })
    void whatIsWrongChangesNothing(String body, int status) {
        assertThat(fixture.admin().put(PATH, body).status()).isEqualTo(status);
        assertThat(fixture.admin().get(PATH).json().path("state").asString()).isEqualTo("available");
    }

    @Test
    void whatThePbxSaidIsShown() {
        ((LinesInAMap) fixture.admin().parts.lines())
                .lines.put(
                        "told",
                        new LineStatus(
                                "told",
                                Optional.empty(),
                                0,
                                Optional.empty(),
                                Optional.of(new FeatureReport(
                                        true,
                                        FeatureReport.Outcome.UNSUPPORTED,
                                        Optional.of(489),
                                        AdminFixture.at("2026-11-21T09:00:00Z")))));
        Reply shown = fixture.admin().get("/lines/told/presence");
        assertThat(DOCUMENT.check("LinePresence", shown.json())).isEmpty();
        assertThat(shown.json().path("featureEvent").path("outcome").asString()).isEqualTo("unsupported");
        assertThat(shown.json().path("featureEvent").path("sipCode").asInt()).isEqualTo(489);
        assertThat(shown.json().path("featureEvent").path("advice").asString()).contains("480");
    }

    @Test
    void unknownLineIsNotFound() {
        assertThat(fixture.admin().get("/lines/bob/presence").status()).isEqualTo(404);
        assertThat(fixture.admin()
                        .put("/lines/bob/presence", "{\"state\":\"away\"}")
                        .status())
                .isEqualTo(404);
    }
}
