package org.linekeeper.registration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A registrar of bytes that answers anything to anything, spoiled more often than not, as long as it is told to. */
final class SpoilingRegistrar {
    private static final List<String> STATUS = List.of(
            "100 Trying",
            "183 Progress",
            "200 OK",
            "200 OK",
            "202 Accepted",
            "300 Multiple Choices",
            "301 Moved Permanently",
            "302 Moved Temporarily",
            "305 Use Proxy",
            "400 Bad Request",
            "401 Unauthorized",
            "401 Unauthorized",
            "403 Forbidden",
            "404 Not Found",
            "407 Proxy Authentication Required",
            "408 Request Timeout",
            "413 Request Entity Too Large",
            "420 Bad Extension",
            "421 Extension Required",
            "423 Interval Too Brief",
            "439 First Hop Lacks Outbound Support",
            "480 Temporarily Unavailable",
            "494 Security Agreement Required",
            "500 Server Internal Error",
            "503 Service Unavailable",
            "513 Message Too Large",
            "600 Busy Everywhere",
            "604 Does Not Exist Anywhere",
            "699 What",
            "999 None");
    private static final List<String> CHALLENGES = List.of(
            "Digest realm=\"r\", nonce=\"%d\", qop=\"auth\", algorithm=SHA-256",
            "Digest realm=\"r\", nonce=\"%d\", qop=\"auth\", algorithm=MD5, stale=true",
            "Digest realm=\"r%d\", nonce=\"x\", qop=\"auth-int\"",
            "Digest realm=\"r\", nonce=\"%d\"",
            "Digest realm=\"\", nonce=\"\", opaque=\"\"",
            "Digest nonce=\"%d\"",
            "Basic realm=\"r%d\"",
            "Digest realm=\"a\\\"b\", nonce=\"%d\\\\\", opaque=\"\u00e9\", algorithm=MD5-sess, qop=\"auth\"",
            "Digest realm=\"r\", nonce=\"%d\", algorithm=SHA-512-256, qop=\"auth,auth-int\", Digest realm=\"s\", nonce=\"1\"");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "4",
            "59",
            "3600",
            "604800",
            "604801",
            "4294967295",
            "4294967296",
            "99999999999999999999",
            "-1",
            "1.5",
            "",
            " ",
            "abc",
            "60;duration=99999999999",
            "5 (a comment)",
            "\"60\"");
    private static final byte[] NOISE =
            "\r\n \t:;,=\"<>@\\0129aZsip%*\u0000\u007f\u00e9\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    boolean spoils;
    int answered;
    private final Random random;

    SpoilingRegistrar(Random random) {
        this.random = random;
    }

    /** What it says to a request; nothing, or several things. */
    List<byte[]> answers(String request) {
        answered++;
        if (!spoils) {
            return List.of(bytes(sane(request)));
        }
        List<byte[]> answers = new ArrayList<>();
        for (int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2); count > 0; count--) {
            byte[] answer = bytes(random.nextInt(4) == 0 ? sane(request) : strange(request));
            answers.add(random.nextBoolean() ? answer : spoiled(answer));
        }
        return answers;
    }

    private static String sane(String request) {
        boolean challenged = UdpRegistrar.header(request, "Authorization").isEmpty();
        boolean removal = UdpRegistrar.header(request, "Expires").equals("0");
        List<String> lines = head(challenged ? "401 Unauthorized" : "200 OK", request);
        if (challenged) {
            lines.add("WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256");
        } else if (!removal) {
            lines.add("Contact: " + UdpRegistrar.header(request, "Contact"));
        }
        return ended(lines);
    }

    private String strange(String request) {
        List<String> lines = head(STATUS.get(random.nextInt(STATUS.size())), request);
        String contact = UdpRegistrar.header(request, "Contact").replaceAll(";expires=\\d+", "");
        for (int fields = random.nextInt(6); fields > 0; fields--) {
            lines.add(
                    switch (random.nextInt(12)) {
                        case 0 -> "Contact: " + contact;
                        case 1 -> "Contact: " + contact + ";expires=" + number();
                        case 2 -> "Contact: *";
                        case 3 -> "Contact: <sip:" + number() + "@127.0.0.1:" + number() + ">;q=" + number();
                        case 4 -> "Expires: " + number();
                        case 5 -> "Min-Expires: " + number();
                        case 6 -> "Retry-After: " + number();
                        case 7 -> (random.nextBoolean() ? "WWW" : "Proxy") + "-Authenticate: " + challenge();
                        case 8 -> "Authentication-Info: nextnonce=\"" + number() + "\", qop=auth";
                        case 9 -> "Service-Route: <sip:" + number() + ";lr>, <sip:a@b;lr>";
                        case 10 ->
                            (random.nextBoolean() ? "Unsupported: " : "Require: ") + "path, outbound, x-" + number();
                        default -> "X-Odd: " + "a".repeat(random.nextInt(20) == 0 ? 60_000 : 3);
                    });
        }
        return ended(lines);
    }

    private String number() {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private String challenge() {
        return CHALLENGES.get(random.nextInt(CHALLENGES.size())).replace("%d", Integer.toString(random.nextInt(50)));
    }

    private static List<String> head(String status, String request) {
        List<String> lines = new ArrayList<>();
        lines.add("SIP/2.0 " + status);
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            lines.add(name + ": " + UdpRegistrar.header(request, name) + (name.equals("To") ? ";tag=r" : ""));
        }
        return lines;
    }

    private static String ended(List<String> lines) {
        return String.join("\r\n", lines) + "\r\nContent-Length: 0\r\n\r\n";
    }

    private byte[] spoiled(byte[] answer) {
        byte[] message = answer;
        for (int edits = 1 + random.nextInt(4); edits > 0 && message.length > 0; edits--) {
            int at = random.nextInt(message.length);
            byte noise = NOISE[random.nextInt(NOISE.length)];
            message = switch (random.nextInt(6)) {
                case 0 -> joined(Arrays.copyOf(message, at), new byte[] {noise}, from(message, at + 1));
                case 1 -> joined(Arrays.copyOf(message, at), new byte[] {noise}, from(message, at));
                case 2 -> joined(Arrays.copyOf(message, at), from(message, at + 1));
                case 3 -> joined(Arrays.copyOf(message, at), from(message, random.nextInt(message.length)));
                case 4 -> random.nextInt(4) == 0 ? Arrays.copyOf(message, at) : message;
                default -> joined(message, from(message, at));
            };
        }
        return message;
    }

    private static byte[] from(byte[] message, int at) {
        return Arrays.copyOfRange(message, Math.min(at, message.length), message.length);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
