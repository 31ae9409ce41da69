package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.media.AudioEnd;
import org.linekeeper.simulator.media.G711;
import org.linekeeper.simulator.media.Tone;
import org.linekeeper.simulator.teams.PlacedCall;
import org.linekeeper.simulator.teams.ReceivedCall;
import org.linekeeper.simulator.teams.TeamsCall;

/**
 * A call each way between a Teams user and a phone with real audio: each side hears the other's tone and not its own. The
 * media goes directly between them, encrypted with the keys that the gateway has passed on.
 */
class BaresipIT {
    private static final Tone OF_PHONE = new Tone(400);
    private static final Tone OF_TEAMS = new Tone(1000);
    private static final int PACKETS = 100;
    private static final int HEADER = 44;

    @RegisterExtension
    static final BaresipLab LAB = new BaresipLab(OF_PHONE);

    @Test
    void theTeamsUserCalls() throws Exception {
        PlacedCall call = LAB.teams().call(LAB.invitation());
        call.await(200);
        bothHear(call, () -> assertThat(
                        call.bye(16, "CallEndReasonLocalUserInitiated").status())
                .isEqualTo(200));
    }

    @Test
    void thePhoneCalls() throws Exception {
        LAB.phone().dial(BaresipLab.line());
        ReceivedCall call = LAB.teams().awaitCall(BaresipLab.lineNumber());
        call.progress("client", 180, "Ringing");
        call.answer("client");
        call.await("ACK");
        bothHear(call, () -> {
            LAB.phone().hangUp();
            call.await("BYE");
        });
    }

    /** Ends a call. */
    private interface End {
        void now() throws Exception;
    }

    private static void bothHear(TeamsCall call, End end) throws Exception {
        int records = LAB.gateway().records().size();
        try (AudioEnd audio = AudioEnd.open(call.audio(), OF_TEAMS)) {
            Awaitility.await("two seconds of audio")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> audio.heard() >= PACKETS && audio.sent() >= PACKETS);
            short[] heard = audio.lastSamples(PACKETS / 2);
            assertThat(OF_PHONE.share(heard, G711.RATE))
                    .as("phone in Teams' ear")
                    .isGreaterThan(0.9);
            assertThat(OF_TEAMS.share(heard, G711.RATE)).as("echo").isLessThan(0.05);
            assertThat(audio.rejected()).as("packets with a wrong key").isZero();
            end.now();
        }
        short[] heard = samples(LAB.phone().heard());
        assertThat(OF_TEAMS.share(heard, G711.RATE))
                .as("Teams in the phone's ear")
                .isGreaterThan(0.9);
        assertThat(OF_PHONE.share(heard, G711.RATE)).as("echo").isLessThan(0.05);
        Awaitility.await("one record")
                .atMost(Duration.ofSeconds(20))
                .until(() -> LAB.gateway().records().size() == records + 1);
        assertThat(LAB.teams().violations()).isEmpty();
    }

    /** The middle second of a WAV file with 16 bits a sample. */
    private static short[] samples(Path file) throws Exception {
        byte[] wav = Files.readAllBytes(file);
        short[] all = new short[(wav.length - HEADER) / 2];
        ByteBuffer.wrap(wav, HEADER, all.length * 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(all);
        assertThat(all.length).as("samples in " + file).isGreaterThan(G711.RATE);
        int from = (all.length - G711.RATE) / 2;
        return java.util.Arrays.copyOfRange(all, from, from + G711.RATE);
    }
}
