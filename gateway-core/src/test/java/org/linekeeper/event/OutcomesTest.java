package org.linekeeper.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutcomesTest {
    @Test
    void noKindIsMissing() {
        assertThat(Outcomes.ofEachKind())
                .extracting(Object::getClass)
                .containsExactlyInAnyOrder(CallOutcome.class.getPermittedSubclasses());
    }
}
