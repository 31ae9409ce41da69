package org.linekeeper.simulator.media;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One end of a call's audio: sends a tone, a packet every 20 ms, and keeps what it hears. Two threads of its own. */
public final class AudioEnd implements AutoCloseable {
    private static final int PACKET_MILLIS = 20;
    private static final int SAMPLES = G711.RATE * PACKET_MILLIS / 1000;
    private static final int SOURCE = 0x1ee7;

    private final AudioPlan plan;
    private final Tone tone;
    private final DatagramSocket socket;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Thread listener = new Thread(this::listen, "audio");
    private final ScheduledFuture<?> sends;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private final List<short[]> heard = new ArrayList<>();
    private int next;
    private int rollover;
    private int lastSequence = -1;

    /** Takes the address of the plan and begins to send. */
    public static AudioEnd open(AudioPlan plan, Tone tone) throws IOException {
        return new AudioEnd(plan, tone);
    }

    private AudioEnd(AudioPlan plan, Tone tone) throws IOException {
        this.plan = plan;
        this.tone = tone;
        socket = new DatagramSocket(plan.local());
        listener.setDaemon(true);
        listener.start();
        sends = clock.scheduleAtFixedRate(this::send, 0, PACKET_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Packets that were sent. */
    public int sent() {
        return sent.get();
    }

    /** Packets that could not be sent. */
    public int lost() {
        return lost.get();
    }

    /** Packets with G.711 that came and were good. */
    public int heard() {
        synchronized (heard) {
            return heard.size();
        }
    }

    /** Packets that came and were not good: a wrong key, or no G.711. */
    public int rejected() {
        return rejected.get();
    }

    /** The last samples that came, as many as there are in so many packets. */
    public short[] lastSamples(int packets) {
        synchronized (heard) {
            List<short[]> last = heard.subList(Math.max(0, heard.size() - packets), heard.size());
            short[] samples =
                    new short[last.stream().mapToInt(each -> each.length).sum()];
            int position = 0;
            for (short[] each : last) {
                System.arraycopy(each, 0, samples, position, each.length);
                position += each.length;
            }
            return samples;
        }
    }

    @Override
    public void close() {
        sends.cancel(false);
        clock.shutdownNow();
        socket.close();
    }

    private void send() {
        int number = next++;
        byte[] payload = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            payload[i] = plan.codec().code(tone.at((long) number * SAMPLES + i, G711.RATE));
        }
        RtpPacket packet = RtpPacket.of(plan.codec().payloadType(), number, number * SAMPLES, SOURCE, payload);
        try {
            byte[] bytes = plan.sending().protect(packet, 0);
            socket.send(new DatagramPacket(bytes, bytes.length, plan.remote()));
            sent.incrementAndGet();
        } catch (IOException | GeneralSecurityException e) {
            // The other end may have hung up and closed its port.
            lost.incrementAndGet();
        }
    }

    private void listen() {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(datagram);
                take(Arrays.copyOf(buffer, datagram.getLength()));
            } catch (SocketException closed) {
                return;
            } catch (IOException | GeneralSecurityException e) {
                rejected.incrementAndGet();
            }
        }
    }

    private void take(byte[] bytes) throws GeneralSecurityException {
        int sequence = RtpPacket.of(bytes).sequence();
        // RFC 3711 section 3.3.1: the rollover counter rises each time when the sequence number passes 65535.
        if (lastSequence > 0xc000 && sequence < 0x4000) {
            rollover++;
        }
        lastSequence = sequence;
        RtpPacket packet = plan.receiving().unprotect(bytes, rollover);
        // RFC 3264 section 5.1: each side sends any of the formats that the other has listed, so both laws may come.
        short[] samples = samples(G711.of(packet.payloadType()), packet.payload());
        synchronized (heard) {
            heard.add(samples);
        }
    }

    private static short[] samples(G711 law, byte[] payload) {
        short[] samples = new short[payload.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = law.sample(payload[i]);
        }
        return samples;
    }
}
