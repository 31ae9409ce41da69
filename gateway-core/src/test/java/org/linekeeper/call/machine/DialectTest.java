package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.call.machine.sdp.Direction;
import org.linekeeper.call.machine.sdp.Sdp;

/** How holds are written for each far end. */
class DialectTest {
    /** RFC 3264 6.1: what may answer an offer of each direction. */
    private static final Map<Direction, Set<Direction>> ALLOWED = Map.of(
            Direction.SENDRECV, EnumSet.allOf(Direction.class),
            Direction.SENDONLY, EnumSet.of(Direction.RECVONLY, Direction.INACTIVE),
            Direction.RECVONLY, EnumSet.of(Direction.SENDONLY, Direction.INACTIVE),
            Direction.INACTIVE, EnumSet.of(Direction.INACTIVE));

    private static Sdp neutral(Direction direction) {
        String text = Samples.text(Samples.sdp(1, direction.name().toLowerCase(Locale.ROOT)));
        return Sdp.read(text.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyAnswerIsOneThatTheOfferAllows(Dialect dialect) {
        for (Direction offered : Direction.values()) {
            for (Direction said : Direction.values()) {
                // in the dialect of Teams only two directions exist, and it offers no others
                if (dialect != Dialect.TEAMS || offered == Direction.SENDRECV || offered == Direction.INACTIVE) {
                    assertThat(dialect.answer(neutral(said), offered).direction())
                            .as("%s of %s to an offer of %s", dialect, said, offered)
                            .isIn(ALLOWED.get(offered));
                }
            }
        }
    }

    /** A PBX that is told of a hold in an answer plays its music to a phone that goes on sending, as desk phones do. */
    @ParameterizedTest
    @CsvSource({
        "SENDRECV, SENDRECV, SENDRECV",
        "INACTIVE, SENDRECV, SENDONLY",
        "SENDONLY, SENDRECV, SENDONLY",
        "RECVONLY, SENDRECV, SENDONLY",
        "SENDRECV, SENDONLY, RECVONLY",
        "INACTIVE, SENDONLY, RECVONLY",
        "SENDRECV, RECVONLY, SENDONLY",
        "INACTIVE, RECVONLY, SENDONLY",
        "SENDRECV, INACTIVE, INACTIVE",
        "INACTIVE, INACTIVE, INACTIVE"
    })
    void aPbxIsAnsweredAsADeskPhoneWould(Direction said, Direction offered, Direction answered) {
        assertThat(Dialect.PBX.answer(neutral(said), offered).direction()).isEqualTo(answered);
    }

    @Test
    void whatNeedsNoChangeIsNotWrittenAnew() {
        Sdp talk = neutral(Direction.SENDRECV);
        assertThat(Dialect.PBX.answer(talk, Direction.SENDRECV)).isSameAs(talk);
        assertThat(Dialect.PBX.firstOffer(talk)).isSameAs(talk);
        assertThat(Dialect.PBX.offer(neutral(Direction.INACTIVE)).direction()).isEqualTo(Direction.SENDONLY);
        assertThat(Dialect.TEAMS.firstOffer(neutral(Direction.INACTIVE)).direction())
                .isEqualTo(Direction.SENDRECV);
        assertThat(Dialect.TEAMS.offer(neutral(Direction.SENDONLY)).direction()).isEqualTo(Direction.INACTIVE);
    }
}
