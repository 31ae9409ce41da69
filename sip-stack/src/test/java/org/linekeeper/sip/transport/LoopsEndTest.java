package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class LoopsEndTest {
    /** Loops end one after another; one that still ends tells another what went wrong with its connections. */
    @Test
    void whatIsGivenToALoopThatHasEndedIsDropped() {
        NettyLoops loops = NettyLoops.start(2, System::nanoTime);
        loops.close();
        assertThatCode(() -> loops.all()
                        .forEach(loop -> loop.execute(() -> {
                            throw new AssertionError("it has ended");
                        })))
                .doesNotThrowAnyException();
    }
}
