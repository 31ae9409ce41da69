package org.linekeeper.sip.jain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Responses to REGISTER in the handwriting of the PBXs that lines are registered at, and ways to spoil them. */
final class PbxShapes {
    private static final String TOKEN = "0123456789abcdeffedcba9876543210";
    private static final String CALL_ID = "reg-" + TOKEN;
    private static final String BRANCH = "z9hG4bKr0000002a00000007deadbeef";
    private static final String NOISE = "\r\n \t:;,=\"<>@\\0129aZsipEXv\u0000\u00e9*[]?&";

    /** The oracle reads them all; each must come out the same. */
    static final List<String> ALL = List.of(
            netSapiens(
                    "200 OK",
                    "Contact: <sip:" + TOKEN + "@192.0.2.1:5060>;expires=60;q=0.5",
                    "Contact: <sip:101@198.51.100.20:33044;transport=TLS;rinstance=0f1e>;expires=1742"),
            netSapiens(
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"netsapiens\",nonce=\"5f8b3c2a1d\",opaque=\"\",stale=FALSE,algorithm=MD5"),
            kamailio(
                    "200 OK",
                    "Contact: <sip:" + TOKEN + "@192.0.2.1:5060>;expires=600;received=\"sip:203.0.113.5:40000\";"
                            + "+sip.instance=\"<urn:uuid:01234567-89ab-cdef-fedc-ba9876543210>\";reg-id=1, "
                            + "<sip:desk@198.51.100.7:5062;line=ab12>;q=0.7;expires=88"),
            kamailio(
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"pbx.example\", nonce=\"ZRkvcWUZLkWAkIM+Ln1vRrXiaRXyRu3z\", qop=\"auth\""),
            kamailio(
                    "407 Proxy Authentication Required",
                    "Proxy-Authenticate: Digest realm=\"pbx.example\", nonce=\"ZRkv==\", algorithm=SHA-256, qop=\"auth,auth-int\"",
                    "Proxy-Authenticate: Digest realm=\"pbx.example\", nonce=\"ZRkv==\", algorithm=MD5, qop=\"auth\""),
            kamailio("423 Interval Too Brief", "Min-Expires: 300"),
            kamailio("503 Service Unavailable", "Retry-After: 17"),
            asterisk(
                    "200 OK",
                    "Expires: 120",
                    "Contact: <sip:" + TOKEN + "@192.0.2.1:5060>;expires=120",
                    "Date: Sat, 21 Nov 2026 10:00:00 GMT"),
            asterisk(
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"asterisk\",nonce=\"1763720000/3a7d0cbb5b1e\",opaque=\"2e1f7d5a\","
                            + "algorithm=MD5,qop=\"auth\""),
            asterisk("403 Forbidden"),
            freeSwitch(
                    "200 OK",
                    "Contact: \"Desk \\\"one\\\"\" <sip:" + TOKEN
                            + "@203.0.113.5:40000;transport=udp;fs_nat=yes;fs_path=sip%3Ax%40203.0.113.5%3A40000>;expires=3600",
                    "Date: Sat, 21 Nov 2026 10:00:00 GMT"),
            freeSwitch(
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"fs.example\", nonce=\"c0a8-11ee\", algorithm=MD5, qop=\"auth\""),
            portSip(
                    "200 OK",
                    "Contact: <sip:" + TOKEN + "@192.0.2.1:5060>;expires=90",
                    "Service-Route: <sip:edge1.example;lr>, <sip:edge2.example;lr>"),
            portSip(
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest nonce=\"1763:aa\",realm=\"tenant.portsip.example\",algorithm=MD5,qop=\"auth\""));

    private PbxShapes() {}

    private static String netSapiens(String status, String... headers) {
        return message(
                status,
                "Via: SIP/2.0/UDP 192.0.2.1:5060;rport=40000;received=203.0.113.5;branch=" + BRANCH,
                "Server: NetSapiens SiPBx 1-1225b",
                headers);
    }

    private static String kamailio(String status, String... headers) {
        return message(
                status,
                "Via: SIP/2.0/UDP 192.0.2.1:5060;rport=40000;branch=" + BRANCH + ";received=203.0.113.5",
                "Server: kamailio (5.7.4 (x86_64/linux))",
                headers);
    }

    private static String asterisk(String status, String... headers) {
        return message(
                status,
                "Via: SIP/2.0/UDP 192.0.2.1:5060;rport=40000;received=203.0.113.5;branch=" + BRANCH,
                "Server: Asterisk PBX 20.5.0\r\nAllow: OPTIONS, REGISTER, SUBSCRIBE\r\nSupported: replaces, timer",
                headers);
    }

    private static String freeSwitch(String status, String... headers) {
        return message(
                status,
                "Via: SIP/2.0/UDP 192.0.2.1:5060;rport=40000;branch=" + BRANCH + ";received=203.0.113.5",
                "User-Agent: FreeSWITCH-mod_sofia/1.10.9~64bit\r\nSupported: timer, path, replaces",
                headers);
    }

    private static String portSip(String status, String... headers) {
        return message(
                status,
                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=" + BRANCH + ";rport=40000;received=203.0.113.5",
                "User-Agent: PortSIP PBX/22.0",
                headers);
    }

    private static String message(String status, String via, String software, String... headers) {
        List<String> lines = new ArrayList<>(List.of(
                "SIP/2.0 " + status,
                via,
                "From: <sip:101@pbx.example>;tag=fdb97531",
                "To: <sip:101@pbx.example>;tag=as58f4201b",
                "Call-ID: " + CALL_ID,
                "CSeq: 4711 REGISTER"));
        lines.addAll(List.of(headers));
        lines.add(software);
        lines.addAll(List.of("Content-Length: 0", "", ""));
        return String.join("\r\n", lines);
    }

    /** The same said otherwise: other order, letter case, compact names, folds, blanks. */
    static String rewritten(String message, Random random) {
        String[] lines = message.split("\r\n");
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1);
            switch (random.nextInt(6)) {
                case 0 -> name = name.toUpperCase(Locale.ROOT);
                case 1 -> name = name.toLowerCase(Locale.ROOT);
                case 2 -> name = compact(name);
                case 3 ->
                    value = value.replaceFirst("(?<=>);|, |;rport", random.nextBoolean() ? "\r\n\t$0" : "\r\n  $0");
                case 4 -> value = " " + value + " ";
                default -> {}
            }
            lines[i] = name + ":" + value;
        }
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** Spoiled in one to three places. */
    static byte[] spoiled(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        for (int edits = random.nextInt(3); edits >= 0 && !text.isEmpty(); edits--) {
            int at = random.nextInt(text.length());
            char c = NOISE.charAt(random.nextInt(NOISE.length()));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
                case 4 -> text.delete(at, Math.min(text.length(), at + random.nextInt(30)));
                default -> text.setLength(Math.max(1, random.nextInt(8) == 0 ? at : text.length()));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String compact(String name) {
        return switch (name) {
            case "Via" -> "v";
            case "From" -> "f";
            case "To" -> "t";
            case "Call-ID" -> "i";
            case "Contact" -> "m";
            case "Content-Length" -> "l";
            case "Supported" -> "k";
            default -> name;
        };
    }
}
