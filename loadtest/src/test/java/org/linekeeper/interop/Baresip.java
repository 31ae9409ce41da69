package org.linekeeper.interop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.linekeeper.simulator.media.Tone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A desk phone with real audio: Debian's baresip, without a sound card. It speaks a tone, writes what it hears to a file, and
 * answers calls by itself.
 */
final class Baresip implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path home;
    private final InetSocketAddress control;
    private final ForeignProcess process;

    private Baresip(Path home, InetSocketAddress control, ForeignProcess process) {
        this.home = home;
        this.control = control;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param address where it receives signalling and media
     * @param edge its outbound proxy
     * @param extension its SIP user
     * @param tone what it speaks
     */
    static Baresip start(Path folder, String address, InetSocketAddress edge, int extension, Tone tone) {
        Path home = folder.resolve("baresip").toAbsolutePath();
        InetSocketAddress control = Ports.free(address);
        String user = Integer.toString(extension);
        try {
            Files.createDirectories(home);
            Files.writeString(home.resolve("config"), """
                    poll_method epoll
                    sip_listen %1$s
                    net_interface %2$s
                    rtp_ports 40000-40100
                    audio_source ausine,%3$d
                    audio_player aubridge,nobody
                    audio_alert aubridge,bell
                    ausrc_srate 48000
                    ausrc_channels 2
                    module_path /usr/lib/baresip/modules
                    module g711.so
                    module ausine.so
                    module aubridge.so
                    module sndfile.so
                    module srtp.so
                    module_tmp account.so
                    module_app menu.so
                    module_app ctrl_tcp.so
                    ctrl_tcp_listen %4$s
                    snd_path %5$s
                    ringback_disabled yes
                    """.formatted(
                            Ports.text(Ports.free(address)), address, tone.hertz(), Ports.text(control), home));
            Files.writeString(
                    home.resolve("accounts"),
                    "<sip:%s@%s>;auth_user=%s;auth_pass=%s;outbound=\"sip:%s\";regint=3600;answermode=auto;mediaenc=srtp-mand\n"
                            .formatted(
                                    user,
                                    KamailioPbx.DOMAIN,
                                    KamailioPbx.authUser(user),
                                    KamailioPbx.password(user),
                                    Ports.text(edge)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ForeignProcess process =
                ForeignProcess.start("baresip", home, java.util.List.of("baresip", "-4", "-v", "-f", home.toString()));
        Baresip phone = new Baresip(home, control, process);
        process.awaitReady(phone::answers, PATIENCE);
        return phone;
    }

    void dial(String number) {
        command("dial", "sip:" + number + "@" + KamailioPbx.DOMAIN);
    }

    void hangUp() {
        command("hangup", "");
    }

    /** The WAV file of the call that has ended, as the last one it wrote: what it heard. */
    Path heard() {
        return Awaitility.await("what the phone heard")
                .atMost(PATIENCE)
                .until(
                        () -> {
                            try (Stream<Path> files = Files.list(home)) {
                                return files.filter(file -> file.toString().endsWith("-dec.wav"))
                                        .max(java.util.Comparator.naturalOrder())
                                        .orElse(home);
                            }
                        },
                        file -> !file.equals(home));
    }

    String logTail(int lines) {
        return process.logTail(lines);
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() {
        try (Socket socket = new Socket(control.getAddress(), control.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Each message of its control port is JSON in a netstring: length, colon, bytes, comma. */
    private void command(String name, String parameters) {
        byte[] json =
                JsonMapper.shared().writeValueAsBytes(Map.of("command", name, "params", parameters, "token", "1"));
        try (Socket socket = new Socket(control.getAddress(), control.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((json.length + ":").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(json);
            socket.getOutputStream().write(',');
            socket.getOutputStream().flush();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            JsonNode answer = next(in);
            while (!answer.path("response").asBoolean(false)) {
                answer = next(in);
            }
            if (!answer.path("ok").asBoolean(false)) {
                throw new AssertionError("baresip: " + name + " " + parameters + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(logTail(40), e);
        }
    }

    private static JsonNode next(InputStream in) throws IOException {
        StringBuilder length = new StringBuilder();
        for (int next = in.read(); next != ':'; next = in.read()) {
            if (next < '0' || next > '9') {
                throw new IOException("no netstring: " + length + " then " + next);
            }
            length.append((char) next);
        }
        byte[] json = in.readNBytes(Integer.parseInt(length.toString()));
        if (in.read() != ',') {
            throw new IOException("no comma after a netstring");
        }
        return JsonMapper.shared().readTree(json);
    }
}
