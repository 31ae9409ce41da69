package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message as raw text: what a peer that we did not write sees. */
record SipText(String start, List<String> lines, String body) {
    static SipText parse(String raw) {
        int end = raw.indexOf("\r\n\r\n");
        String[] head = raw.substring(0, end).split("\r\n", -1);
        return new SipText(head[0], List.of(head).subList(1, head.length), raw.substring(end + 4));
    }

    boolean isRequest() {
        return !start.startsWith("SIP/2.0 ");
    }

    boolean is(String method) {
        return start.startsWith(method + " ");
    }

    int status() {
        return Integer.parseInt(start.split(" ", -1)[1]);
    }

    boolean answers(int status, String method) {
        return !isRequest() && status() == status && header("CSeq").endsWith(" " + method);
    }

    String uri() {
        return start.split(" ", -1)[1];
    }

    String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? "" : all.get(0);
    }

    List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        String wanted = name.toLowerCase(Locale.ROOT) + ":";
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith(wanted)) {
                values.add(line.substring(wanted.length()).trim());
            }
        }
        return values;
    }

    String callId() {
        return header("Call-ID");
    }

    long cseq() {
        return Long.parseLong(header("CSeq").split(" ", -1)[0]);
    }

    String tag(String name) {
        String value = header(name);
        int at = value.indexOf(";tag=");
        if (at < 0) {
            return "";
        }
        String rest = value.substring(at + 5);
        int end = rest.indexOf(';');
        return end < 0 ? rest : rest.substring(0, end);
    }

    String contactUri() {
        String contact = header("Contact");
        return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }

    /** A response to this request. */
    SipText reply(int status, String phrase, String toTag, String contact, String sdp, String... more) {
        List<String> out = new ArrayList<>();
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
            switch (name) {
                case "via", "from", "call-id", "cseq", "record-route" -> out.add(line);
                case "to" -> out.add(line.contains(";tag=") || toTag.isEmpty() ? line : line + ";tag=" + toTag);
                default -> {
                    continue;
                }
            }
        }
        if (!contact.isEmpty()) {
            out.add("Contact: <" + contact + ">");
        }
        out.addAll(List.of(more));
        return withBody("SIP/2.0 " + status + " " + phrase, out, sdp);
    }

    static SipText withBody(String start, List<String> lines, String sdp) {
        List<String> out = new ArrayList<>(lines);
        boolean typed = lines.stream().anyMatch(line -> line.regionMatches(true, 0, "Content-Type:", 0, 13));
        if (!sdp.isEmpty() && !typed) {
            out.add("Content-Type: application/sdp");
        }
        out.add("Content-Length: " + sdp.length());
        return new SipText(start, out, sdp);
    }

    String raw() {
        return start + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body;
    }
}
