package org.linekeeper.simulator.teams;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.linekeeper.simulator.media.AudioPlan;
import org.linekeeper.simulator.media.G711;
import org.linekeeper.simulator.media.SrtpKey;

/**
 * What Teams says about its media, RTP/SAVP. One dialog's descriptions come from one of these: their versions count on.
 *
 * <p>On the loop.
 */
final class MediaProcessor {
    private static final List<String> ANSWERED = List.of("8", "0", "101", "13");
    private static final String EVERYTHING = "104 9 103 111 18 0 8 97 101 13 118";
    private static final String MAPS = """
            a=rtpmap:104 SILK/16000
            a=fmtp:104 useinbandfec=1; usedtx=0
            a=rtpmap:9 G722/8000
            a=rtpmap:103 SILK/8000
            a=fmtp:103 useinbandfec=1; usedtx=0
            a=rtpmap:111 SIREN/16000
            a=fmtp:111 bitrate=16000
            a=rtpmap:18 G729/8000
            a=fmtp:18 annexb=no
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:97 RED/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=rtpmap:13 CN/8000
            a=rtpmap:118 CN/16000
            """;

    private InetSocketAddress address;
    private byte[] key;
    private long version = -1;
    private String last = "";

    MediaProcessor(InetSocketAddress address, byte[] key) {
        this.address = address;
        this.key = key.clone();
    }

    /** The call goes on at another one, with another key. */
    void move(InetSocketAddress to, byte[] newKey) {
        address = to;
        key = newKey.clone();
    }

    String offer(String direction) {
        return described(EVERYTHING, "1", direction);
    }

    /** Takes up the offer's first key and what both sides know. */
    String answer(Description offer, boolean held) {
        List<String> formats =
                ANSWERED.stream().filter(offer.formats()::contains).toList();
        String tag = offer.keys().keySet().stream().findFirst().orElse("1");
        boolean inactive = held || !offer.direction().equals("sendrecv");
        return described(String.join(" ", formats), tag, inactive ? "inactive" : "sendrecv");
    }

    /** What is in force, unchanged: a session refresh. */
    String inForce() {
        return withVersion(version);
    }

    /**
     * What a description of the SBC and ours agree on.
     *
     * @throws IllegalStateException when there is no common G.711 or no key
     */
    AudioPlan agreed(Description heard) {
        G711 codec = heard.formats().stream()
                .flatMap(format -> Stream.of(G711.values()).filter(each -> format.equals("" + each.payloadType())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no G.711 in " + heard.formats()));
        byte[] theirs = heard.keys().values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key in " + heard.text()));
        try {
            return new AudioPlan(
                    address,
                    new SrtpKey(key),
                    new InetSocketAddress(heard.address(), heard.port()),
                    new SrtpKey(theirs),
                    codec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SRTP here", e);
        }
    }

    private String described(String formats, String tag, String direction) {
        String host = address.getAddress().getHostAddress();
        String description = "s=session\r\nc=IN IP4 " + host + "\r\nb=CT:10000000\r\nt=0 0\r\nm=audio "
                + address.getPort() + " RTP/SAVP " + formats + "\r\nc=IN IP4 " + host + "\r\na=rtcp:"
                + (address.getPort() + 1) + "\r\na=label:main-audio\r\na=crypto:" + tag
                + " AES_CM_128_HMAC_SHA1_80 inline:" + Base64.getEncoder().encodeToString(key) + "|2^31\r\na="
                + direction
                + "\r\n" + maps(formats) + "a=ptime:20\r\n";
        if (!description.equals(last)) {
            last = description;
            version++;
        }
        return withVersion(version);
    }

    private String withVersion(long number) {
        return "v=0\r\no=- 3771 " + number + " IN IP4 127.0.0.1\r\n" + last;
    }

    private static String maps(String formats) {
        List<String> wanted = List.of(formats.split(" ", -1));
        StringBuilder maps = new StringBuilder();
        MAPS.lines()
                .filter(line -> wanted.contains(line.substring(line.indexOf(':') + 1, line.indexOf(' '))))
                .forEach(line -> maps.append(line).append("\r\n"));
        return maps.toString();
    }
}
