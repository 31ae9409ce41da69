package org.linekeeper.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 150, 400, 401, 1_777, 20_000})
    void findsAboutTheHighestRate(int highest) {
        RateSearch search = RateSearch.from(400);
        int tries = 0;
        while (search.toTry().isPresent()) {
            search = search.tried(search.toTry().getAsInt() <= highest);
            tries++;
        }

        assertThat(search.good()).isBetween((int) Math.floor(highest * 0.95) - 1, highest);
        assertThat(tries).isLessThan(22);
    }

    @Test
    void endsWhenNothingSucceeds() {
        RateSearch search = RateSearch.from(8);
        while (search.toTry().isPresent()) {
            search = search.tried(false);
        }

        assertThat(search.good()).isZero();
    }
}
