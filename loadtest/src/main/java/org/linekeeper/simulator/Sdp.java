package org.linekeeper.simulator;

import java.util.regex.Matcher;

/** Session descriptions of the simulators: fixed but for the address and the profile. No media flows. */
final class Sdp {
    private static final String KEY = "dGhpcnR5IGJ5dGVzIG9mIHNpbXVsYXRlZCBrZXlz";

    private Sdp() {}

    /** What the hosted PBX offers: G.711, comfort noise, telephone events. */
    static String plain(String address) {
        return session("PBX", address)
                + "m=audio 20000 RTP/AVP 0 8 13 101\r\n"
                + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:13 CN/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";
    }

    /** The same, encrypted. */
    static String encrypted(String address) {
        return plain(address)
                .replace("RTP/AVP", "RTP/SAVP")
                .replace("a=rtpmap:0 ", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31\r\na=rtpmap:0 ");
    }

    /** The same session with another direction. */
    static String turned(String sdp, String direction) {
        return following(sdp, sdp.replaceAll("a=(sendrecv|sendonly|recvonly|inactive)", "a=" + direction));
    }

    /**
     * A description as the next one of a session. RFC 3264 section 8: its origin is the same, and "the version in the origin
     * field MUST increment by one from the previous SDP" when anything is different.
     */
    static String following(String before, String next) {
        String[] origin = origin(before);
        String same = next.replaceFirst("o=[^\r]*", Matcher.quoteReplacement(String.join(" ", origin)));
        if (same.equals(before)) {
            return before;
        }
        origin[2] = Long.toString(Long.parseLong(origin[2]) + 1);
        return next.replaceFirst("o=[^\r]*", Matcher.quoteReplacement(String.join(" ", origin)));
    }

    private static String[] origin(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("o="))
                .findFirst()
                .orElseThrow()
                .split(" ", -1);
    }

    /** What Teams offers. */
    static String secure(String address) {
        return session("-", address)
                + "m=audio 50436 RTP/SAVP 104 9 18 0 8 101 13\r\na=rtcp:50437\r\na=label:main-audio\r\n"
                + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31\r\na=sendrecv\r\n"
                + "a=rtpmap:104 SILK/16000\r\na=fmtp:104 useinbandfec=1; usedtx=0\r\na=rtpmap:9 G722/8000\r\n"
                + "a=rtpmap:18 G729/8000\r\na=fmtp:18 annexb=no\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=rtpmap:13 CN/8000\r\na=ptime:20\r\n";
    }

    /** Answers an offer under its own profile with G.711, and with the offer's direction turned round. */
    static String answer(String offer, String address) {
        boolean secure = offer.contains("RTP/SAVP");
        return session("-", address)
                + "m=audio 30000 " + (secure ? "RTP/SAVP" : "RTP/AVP") + " 0 101\r\n"
                + (secure ? "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31\r\n" : "")
                + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na="
                + direction(offer) + "\r\n";
    }

    private static String direction(String offer) {
        if (offer.contains("a=inactive")) {
            return "inactive";
        }
        return offer.contains("a=sendonly") ? "recvonly" : offer.contains("a=recvonly") ? "sendonly" : "sendrecv";
    }

    private static String session(String name, String address) {
        return "v=0\r\no=" + name + " 3771 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address + "\r\nt=0 0\r\n";
    }
}
