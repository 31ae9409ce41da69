package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each message that Teams refuses is refused for its own reason, and those that it takes are taken. */
class TeamsRequirementsTest {
    private final TeamsRequirements teams = new TeamsRequirements(Set.of(TeamsWorld.TENANT));

    @ParameterizedTest
    @CsvSource({
        "90-bad-contact-ip, address in Contact, 403",
        "91-bad-no-plus, number without plus, 404",
        "92-bad-sips-uri, sips, 400",
        "93-bad-replaces-header, Replaces, 403",
        "94-bad-no-sdp-delayed-offer, no offer, 488",
        "95-bad-rtp-avp, no SRTP, 488",
        "96-bad-require-100rel, 100rel, 420",
        "97-bad-hold-zero-ip, blackhole, 488",
        "98-bad-contact-fqdn-not-in-cert, name not in certificate, 403"
    })
    void badMessageIsRefusedForItsOwnReason(String name, String rule, int status) {
        assertThat(teams.refusal(TeamsFixture.read(name))).contains(new TeamsRequirements.Refusal(rule, status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-options-sbc-to-teams",
                "04-options-200-from-sbc",
                "15-180-from-sbc",
                "16-200-from-sbc",
                "21-200-hold-from-sbc",
                "34-202-from-sbc",
                "35-notify-100-from-sbc",
                "36-notify-180-from-sbc",
                "37-notify-200-from-sbc",
                "38-notify-486-from-sbc",
                "39-invite-from-sbc-after-refer",
                "52-200-from-sbc-bypass-icelite",
                "60-invite-sbc-to-teams",
                "73-cancel-sbc-answered-elsewhere"
            })
    void goodMessageOfAnSbcIsTaken(String name) {
        assertThat(teams.refusal(TeamsFixture.read(name))).isEmpty();
    }
}
