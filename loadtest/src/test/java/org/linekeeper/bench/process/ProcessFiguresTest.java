package org.linekeeper.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
    @Test
    void cpuTimeIsUserAndSystemWhateverTheProgramIsCalled() {
        String stat = "42 (a) S (b) c) S 1 42 42 0 -1 4194560 5 6 7 8 150 250 9 10 20 0 1 0 100";

        assertThat(ProcFiles.cpuSeconds(stat)).isEqualTo(4.0);
    }

    @Test
    void ownFiguresCanBeRead() throws IOException {
        long self = ProcessHandle.current().pid();

        assertThat(ProcFiles.cpuSeconds(List.of(self))).isPositive();
        assertThat(ProcFiles.memoryMiB(self)).containsOnlyKeys("VmRSS", "VmHWM");
    }

    @Test
    void aProcessThatIsGoneUsesNothing() {
        assertThat(ProcFiles.cpuSeconds(List.of(-1L))).isZero();
    }

    @Test
    void theHeapIsTheTotalOfTheHistogram() throws IOException {
        JavaHeap.Live live = JavaHeap.read("""
                77:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:        208953       10236144  [B (java.base@17.0.15)
                   2:           201           4825  java.lang.String (java.base@17.0.15)
                Total        209154       10240969
                """);

        assertThat(live.bytes()).isEqualTo(10_240_969);
        assertThat(live.largest())
                .containsExactly(
                        "1: 208953 10236144 [B (java.base@17.0.15)",
                        "2: 201 4825 java.lang.String (java.base@17.0.15)");
    }

    @Test
    void whatIsNoHistogramIsSaid() {
        assertThatThrownBy(() -> JavaHeap.read("77:\njava.io.IOException: no such process"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("77:");
    }
}
