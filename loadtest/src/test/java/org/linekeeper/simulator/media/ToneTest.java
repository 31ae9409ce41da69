package org.linekeeper.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ToneTest {
    /** ITU-T G.711: the greatest values and those next to zero. */
    @ParameterizedTest
    @CsvSource({
        "PCMU, 255, 0", "PCMU, 128, 32124", "PCMU, 0, -32124", "PCMU, 254, 8",
        "PCMA, 213, 8", "PCMA, 85, -8", "PCMA, 170, 32256", "PCMA, 42, -32256",
    })
    void samplesAreThoseOfTheStandard(G711 law, int code, short sample) {
        assertThat(law.sample((byte) code)).isEqualTo(sample);
        assertThat(law.sample(law.code(sample))).isEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource(G711.class)
    void aToneIsFoundThroughG711(G711 law) {
        short[] samples = new short[1600];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = law.sample(law.code(new Tone(1000).at(i, G711.RATE)));
        }
        assertThat(new Tone(1000).share(samples, G711.RATE)).isGreaterThan(0.99);
        assertThat(new Tone(440).share(samples, G711.RATE)).isLessThan(0.01);
    }

    @Test
    void silenceHasNoTone() {
        assertThat(new Tone(1000).share(new short[1600], G711.RATE)).isZero();
        assertThat(new Tone(1000).share(new short[0], G711.RATE)).isZero();
    }
}
