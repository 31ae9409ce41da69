package org.linekeeper.call.presence.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.call.presence.machine.FeatureSync.Effect;
import org.linekeeper.call.presence.machine.FeatureSync.Step;

/** What a PBX is told, whatever it answers. */
class FeatureSyncTest {
    private static final Optional<Boolean> ON = Optional.of(true);
    private static final Optional<Boolean> OFF = Optional.of(false);

    private FeatureSync sync = FeatureSync.NEW;

    private Effect take(Step step) {
        sync = step.next();
        return step.effect();
    }

    @Test
    void tellsOnceAndRests() {
        assertThat(take(sync.want(true))).isEqualTo(Effect.SEND);
        assertThat(sync.sending()).isEqualTo(ON);
        assertThat(take(sync.want(true))).isEqualTo(Effect.NOTHING);
        assertThat(take(sync.answered(200))).isEqualTo(Effect.REST);
        assertThat(sync.subscribed()).isTrue();
        assertThat(take(sync.want(true))).isEqualTo(Effect.NOTHING);
        assertThat(sync.isIdle()).isFalse();
    }

    @Test
    void whatIsWantedMeanwhileIsSaidAfterwardsAndOnlyTheLastOfIt() {
        take(sync.want(true));
        assertThat(take(sync.want(false))).isEqualTo(Effect.NOTHING);
        assertThat(take(sync.answered(202))).isEqualTo(Effect.SEND);
        assertThat(sync.sending()).isEqualTo(OFF);
        take(sync.want(true));
        take(sync.want(false));
        assertThat(take(sync.answered(200))).isEqualTo(Effect.REST);
        assertThat(sync.isIdle()).isTrue();
    }

    @Test
    void challengesAreAnsweredTwiceInARow() {
        take(sync.want(true));
        assertThat(take(sync.answered(407))).isEqualTo(Effect.SEND_WITH_CREDENTIALS);
        assertThat(take(sync.answered(401))).isEqualTo(Effect.SEND_WITH_CREDENTIALS);
        assertThat(take(sync.answered(407))).isEqualTo(Effect.NOTHING);
        assertThat(sync.sending()).isEmpty();
        assertThat(take(sync.want(false))).isEqualTo(Effect.SEND);
        assertThat(take(sync.answered(407))).isEqualTo(Effect.SEND_WITH_CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 489, 501})
    void pbxThatDoesNotKnowTheEventIsNotAskedAgain(int status) {
        take(sync.want(true));
        assertThat(take(sync.answered(status))).isEqualTo(Effect.GIVE_UP);
        assertThat(sync.sending()).isEmpty();
    }

    @Test
    void endedSubscriptionBeginsAnew() {
        take(sync.want(true));
        take(sync.answered(200));
        take(sync.want(false));
        assertThat(take(sync.answered(481))).isEqualTo(Effect.SEND);
        assertThat(sync.subscribed()).isFalse();
        assertThat(take(sync.answered(481))).isEqualTo(Effect.TRY_LATER);
    }

    @Test
    void theEndIsSaidUntilItIsAcceptedButNotTheBeginning() {
        take(sync.want(true));
        assertThat(take(sync.failed())).isEqualTo(Effect.NOTHING);
        take(sync.want(false));
        for (int i = 1; i <= 5; i++) {
            assertThat(take(sync.answered(503))).isEqualTo(Effect.TRY_LATER);
            assertThat(sync.failures()).isEqualTo(i);
            assertThat(sync.isIdle()).isFalse();
            assertThat(take(sync.again())).isEqualTo(Effect.SEND);
        }
        assertThat(take(sync.answered(200))).isEqualTo(Effect.REST);
        assertThat(take(sync.again())).isEqualTo(Effect.NOTHING);
    }

    /** Whatever happens, in the end the PBX knows what is wanted last, unless it cannot. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thePbxKnowsWhatIsWantedInTheEnd(long seed) {
        Random random = new Random(seed);
        int[] answers = {200, 200, 202, 401, 407, 481, 500, 503};
        boolean pbx = false;
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) == 0) {
                take(sync.want(random.nextBoolean()));
            } else if (sync.sending().isPresent()) {
                int status = answers[random.nextInt(answers.length)];
                boolean said = sync.sending().get();
                pbx = status < 300 ? said : pbx;
                take(random.nextInt(10) == 0 ? sync.failed() : sync.answered(status));
            } else {
                take(sync.again());
            }
        }
        take(sync.want(false));
        for (int i = 0; i < 10 && (sync.sending().isPresent() || sync.failures() > 0); i++) {
            take(sync.sending().isPresent() ? sync.answered(200) : sync.again());
        }
        assertThat(sync.told()).isEqualTo(OFF);
        assertThat(sync.isIdle()).isTrue();
    }
}
