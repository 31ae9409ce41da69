package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.ResourceRecord.Srv;

class SrvOrderTest {
    static final int DRAWS = 40_000;

    static Srv srv(int priority, int weight, String target) {
        return new Srv(priority, weight, 5060, target);
    }

    /** How often each target comes first, as a share of 1. */
    static Map<String, Double> firsts(List<Srv> records) {
        Random random = new Random(42);
        Map<String, Double> shares = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            String first = SrvOrder.order(records, random, 100).get(0).target();
            shares.merge(first, 1.0 / DRAWS, Double::sum);
        }
        return shares;
    }

    @Test
    void weightsAreShares() {
        Map<String, Double> shares = firsts(List.of(srv(1, 10, "a"), srv(1, 30, "b"), srv(1, 60, "c")));
        // RFC 2782 draws from 0 to the sum inclusive, which favours the first record by 1/(sum + 1).
        assertThat(shares.get("a")).isCloseTo(11.0 / 101, within(0.01));
        assertThat(shares.get("b")).isCloseTo(30.0 / 101, within(0.01));
        assertThat(shares.get("c")).isCloseTo(60.0 / 101, within(0.01));
    }

    @Test
    void weightZeroBesideOthersIsTakenSeldomButTaken() {
        Map<String, Double> shares = firsts(List.of(srv(1, 99, "heavy"), srv(1, 0, "zero")));
        assertThat(shares.get("zero")).isCloseTo(0.01, within(0.003));
    }

    @Test
    void severalOfWeightZeroShareEvenly() {
        Map<String, Double> shares = firsts(List.of(srv(1, 0, "a"), srv(1, 0, "b"), srv(1, 0, "c"), srv(1, 0, "d")));
        assertThat(shares).hasSize(4).allSatisfy((target, share) -> assertThat(share)
                .isCloseTo(0.25, within(0.01)));
    }

    @Test
    void theSecondIsDrawnByTheWeightsLeft() {
        List<Srv> records = List.of(srv(1, 1000, "a"), srv(1, 3000, "b"), srv(1, 6000, "c"));
        Random random = new Random(3);
        int afterC = 0;
        int aAfterC = 0;
        for (int i = 0; i < DRAWS; i++) {
            List<Srv> order = SrvOrder.order(records, random, 100);
            if (order.get(0).target().equals("c")) {
                afterC++;
                aAfterC += order.get(1).target().equals("a") ? 1 : 0;
            }
        }
        assertThat((double) aAfterC / afterC).isCloseTo(0.25, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyRecordComesOnceAndPrioritiesRise(long seed) {
        Random random = new Random(seed);
        List<Srv> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            records.add(srv(random.nextInt(5), random.nextBoolean() ? 0 : random.nextInt(65_536), "t" + i));
        }
        List<Srv> ordered = SrvOrder.order(records, random, 1000);
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(records);
        assertThat(ordered).extracting(Srv::priority).isSorted();
        assertThat(SrvOrder.order(records, random, 7)).hasSize(7);
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        List<Srv> records =
                IntStream.range(0, 30).mapToObj(i -> srv(1, i, "t" + i)).toList();
        assertThat(SrvOrder.order(records, new Random(5), 30))
                .isEqualTo(SrvOrder.order(records, new Random(5), 30))
                .isNotEqualTo(SrvOrder.order(records, new Random(6), 30));
    }

    @Test
    void nothingGivesNothing() {
        assertThat(SrvOrder.order(List.of(), new Random(1), 10)).isEmpty();
    }
}
