package org.linekeeper.simulator.media;

/**
 * A sine.
 *
 * @param hertz its frequency, below half the rate of the samples
 */
public record Tone(int hertz) {
    private static final int AMPLITUDE = 8000;

    /** The sample at this position in the tone. */
    public short at(long position, int rate) {
        return (short) Math.round(AMPLITUDE * Math.sin(angle(rate) * position));
    }

    /**
     * How much of the energy of the samples is at this frequency, from 0 to 1: near 1 for the tone itself, near 0 for silence,
     * noise and other tones. By Goertzel's algorithm.
     */
    public double share(short[] samples, int rate) {
        double factor = 2 * Math.cos(angle(rate));
        double last = 0;
        double lastButOne = 0;
        double energy = 0;
        for (short sample : samples) {
            double now = sample + factor * last - lastButOne;
            lastButOne = last;
            last = now;
            energy += (double) sample * sample;
        }
        double power = last * last + lastButOne * lastButOne - factor * last * lastButOne;
        return energy == 0 ? 0 : 2 * power / (samples.length * energy);
    }

    private double angle(int rate) {
        return 2 * Math.PI * hertz / rate;
    }
}
