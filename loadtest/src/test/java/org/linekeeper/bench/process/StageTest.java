package org.linekeeper.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void clearsInReverseOrderWhateverFails() {
        try (Stage stage = new Stage()) {
            stage.add(() -> closed.add("first"));
            stage.add(() -> {
                throw new IllegalStateException("stuck");
            });
            stage.add(() -> closed.add("last"));
        }

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void takesNothingWhenItIsCleared() {
        Stage stage = new Stage();
        stage.close();

        assertThatThrownBy(() -> stage.add(() -> closed.add("late"))).isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("late");
    }
}
