package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyPartsTest {
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";
    private static final String OPTIONAL = "Content-Type: application/isup;version=itu-t92+\r\n"
            + "Content-Disposition: signal; handling=optional\r\n\r\n\u0001\u0011\u00ff";
    private static final String REQUIRED = "Content-Type: application/isup;version=itu-t92+\r\n\r\n\u0001\u0011";
    private static final String PLACE = "Content-Type: application/pidf+xml\r\nContent-ID: <a@b>\r\n"
            + "Content-Disposition: render;handling=optional\r\n\r\n<presence/>";

    private static Body mixed(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append("--b1\r\n").append(part).append("\r\n");
        }
        return of("multipart/mixed; boundary=b1", text + "--b1--\r\n");
    }

    private static Body of(String type, String text) {
        return new Body(type, List.of(), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String described(String sdp) {
        return "Content-Type: application/SDP\r\n\r\n" + sdp;
    }

    @Test
    void offerBesideOptionalPartsCrossesAlone() {
        Body whole = mixed(OPTIONAL, described(SDP), OPTIONAL);
        assertThat(BodyParts.crossing(whole)).isEqualTo(of("application/sdp", SDP));
    }

    /** The line end before a delimiter belongs to it, and some senders write only that one. */
    @Test
    void descriptionWithoutItsLastLineEndGetsIt() {
        Body whole = mixed(described(SDP.strip()), OPTIONAL);
        assertThat(BodyParts.crossing(whole)).isEqualTo(of("application/sdp", SDP));
    }

    @Test
    void placeOfTheCallerAndWhatMustBeUnderstoodStay() {
        for (String other : List.of(PLACE, REQUIRED)) {
            Body whole = mixed(described(SDP), other);
            assertThat(BodyParts.crossing(whole)).isSameAs(whole);
            assertThat(BodyParts.description(whole)).hasValueSatisfying(sdp -> assertThat(sdp)
                    .asString(StandardCharsets.ISO_8859_1)
                    .isEqualTo(SDP));
        }
    }

    @Test
    void changedDescriptionGoesAlone() {
        Body whole = mixed(described(SDP), PLACE);
        assertThat(BodyParts.described(whole, SDP.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(of("application/sdp", SDP));
    }

    @Test
    void partOfAMixedOfferIsInForceLikeAnOfferAlone() {
        Optional<Body> whole = Optional.of(mixed(described(SDP), PLACE));
        assertThat(Session.isSame(whole, Optional.of(of("application/sdp", SDP))))
                .isTrue();
        assertThat(Session.isSame(whole, Optional.of(of("application/sdp", SDP.replace("4000", "4002")))))
                .isFalse();
        assertThat(Session.active(whole)).isEqualTo(whole);
        Optional<Body> held = Optional.of(mixed(described(SDP + "a=inactive\r\n"), PLACE));
        assertThat(Session.active(held)).contains(of("application/sdp", SDP + "a=sendrecv\r\n"));
    }

    @Test
    void boundaryMayStandInQuotes() {
        Body whole = of(
                "Multipart/Mixed;charset=x; BOUNDARY = \"b 1\"",
                "preamble\r\n--b 1\r\n" + described(SDP) + "\r\n--b 1--");
        assertThat(BodyParts.crossing(whole)).isEqualTo(of("application/sdp", SDP));
    }

    @Test
    void bodyOfOtherTypeHasNoDescription() {
        assertThat(BodyParts.description(of("text/plain", SDP))).isEmpty();
        assertThat(BodyParts.description(mixed(OPTIONAL))).isEmpty();
    }

    /** Nothing that a peer sends is more than a body that says nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b1",
                "--b1--",
                "--b1\r\n",
                "--b1\r\n\r\n",
                "--b1\r\nContent-Type: application/sdp\r\n\r\nv=0",
                "--b1\r\nContent-Type\r\n--b1--",
                "--b1\r\n--b1\r\n--b1\r\n--b1\r\n--b1--"
            })
    void whatCannotBeReadCrossesAsItIs(String text) {
        for (String type : List.of("multipart/mixed;boundary=b1", "multipart/mixed", "multipart/mixed;boundary=")) {
            Body whole = of(type, text);
            assertThat(BodyParts.crossing(whole)).isSameAs(whole);
            assertThat(BodyParts.description(whole)).isEmpty();
        }
    }

    @Test
    void partsBeyondSixteenAreNotRead() {
        String[] parts = new String[20];
        java.util.Arrays.fill(parts, OPTIONAL);
        parts[19] = described(SDP);
        assertThat(BodyParts.description(mixed(parts))).isEmpty();
    }
}
