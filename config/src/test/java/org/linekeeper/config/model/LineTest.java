package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {
    /** Latin-1, beyond it, beyond the first plane, half a surrogate pair, and the edges of the byte. */
    private static final String LETTERS = "a9+@.\0\u007f\u0080\u00e9\u00ff\u0100\u0142\u4e2d\ud83d\ude00\ud800\uffff";

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int letters = random.nextInt(3) == 0 ? LETTERS.length() : 10;
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            text.append(LETTERS.charAt(random.nextInt(letters)));
        }
        return text.toString();
    }

    private static Optional<String> maybe(Random random) {
        return random.nextBoolean() ? Optional.of(text(random, 200)) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextComesOutAsItWentIn(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            String teamsUser = text(random, 300);
            String number = text(random, 70);
            String sipUser = text(random, 70);
            Optional<String> authUser = maybe(random);
            Optional<String> displayName = maybe(random);
            String password = text(random, i == 0 ? 20_000 : 70);
            boolean enabled = random.nextBoolean();
            Line line = new Line(
                    "l", "p", "r", teamsUser, number, sipUser, authUser, Secret.of(password), displayName, enabled);
            assertThat(line.teamsUser()).isEqualTo(teamsUser);
            assertThat(line.phoneNumber()).isEqualTo(number);
            assertThat(line.sipUser()).isEqualTo(sipUser);
            assertThat(line.authUser()).isEqualTo(authUser);
            assertThat(line.password().reveal()).isEqualTo(password);
            assertThat(line.displayName()).isEqualTo(displayName);
            assertThat(line.enabled()).isEqualTo(enabled);
            assertThat(line.hasOwnDomain()).isEqualTo(sipUser.contains("@"));
            assertThat(line.sipUserHash()).isEqualTo(sipUser.hashCode());
            assertThat(line.phoneNumberHash()).isEqualTo(number.hashCode());
            assertThat(line.hasSipUser(sipUser)).isTrue();
            assertThat(line.hasSipUser(number)).isEqualTo(sipUser.equals(number));
            assertThat(line.hasPhoneNumber(number)).isTrue();
            assertThat(line.hasPhoneNumber(number + "0")).isFalse();
        }
    }

    private static Line line(String id, String pbx, String route, String text, Optional<String> more, boolean enabled) {
        return new Line(id, pbx, route, text, text, text, more, Secret.of(text), more, enabled);
    }

    @Test
    void linesAreEqualByTheirContent() {
        Line line = line("l", "p", "r", "x", Optional.of("y"), true);
        assertThat(line(new String("l"), "p", "r", "x", Optional.of("y"), true))
                .isEqualTo(line)
                .hasSameHashCodeAs(line);
        for (Line other : List.of(
                line("m", "p", "r", "x", Optional.of("y"), true),
                line("l", "q", "r", "x", Optional.of("y"), true),
                line("l", "p", "s", "x", Optional.of("y"), true),
                line("l", "p", "r", "z", Optional.of("y"), true),
                line("l", "p", "r", "x", Optional.of("z"), true),
                line("l", "p", "r", "x", Optional.of("y"), false))) {
            assertThat(other).isNotEqualTo(line);
        }
        assertThat(line("l", "p", "r", "x", Optional.of(""), true))
                .as("an empty text is there, an absent one is not")
                .isNotEqualTo(line("l", "p", "r", "x", Optional.empty(), true));
    }

    @Test
    void aLineSharesTheIdsItIsGiven() {
        Line line = Examples.line("l", "p", "r", 1);
        String pbx = new String("p");
        String route = new String("r");
        Line sharing = line.sharing(pbx, route);
        assertThat(sharing).isEqualTo(line);
        assertThat(sharing.pbxId()).isSameAs(pbx);
        assertThat(sharing.directRouteId()).isSameAs(route);
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(Examples.line("l7", "p", "r", 1))
                .asString()
                .contains("l7", "[redacted]")
                .doesNotContain("pässword");
    }
}
