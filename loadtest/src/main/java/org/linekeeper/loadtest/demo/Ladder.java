package org.linekeeper.loadtest.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.linekeeper.simulator.HostedPbx;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.SipMessage;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;

/** A call as a ladder: PBX left, gateway in the middle, Teams right, one arrow a message. */
final class Ladder {
    private static final int WIDTH = 30;
    private static final int TIME = 9;

    private final boolean unicode;

    Ladder(boolean unicode) {
        this.unicode = unicode;
    }

    /** One line of the ladder. */
    record Rung(boolean pbx, String text) {}

    /** The names above the columns. */
    String head() {
        return " ".repeat(TIME - 1) + pad("PBX", WIDTH) + pad("Linekeeper", WIDTH) + "  Teams";
    }

    List<Rung> rungs(List<MessageLog.Entry> messages) {
        List<MessageLog.Entry> ordered = new ArrayList<>(messages);
        ordered.sort(Comparator.comparing(MessageLog.Entry::at));
        List<Rung> rungs = new ArrayList<>();
        for (MessageLog.Entry entry : ordered) {
            rungs.add(rung(entry, ordered.get(0).at()));
        }
        return rungs;
    }

    private Rung rung(MessageLog.Entry entry, Instant start) {
        boolean pbx = entry.party().equals(HostedPbx.PARTY);
        // The parties stand at the outer ends, so what the PBX sends points right and what Teams sends points left.
        boolean right = entry.sent() == pbx;
        String wall = unicode ? "\u2502" : "|";
        String arrow = arrow(label(entry.message()), right);
        String empty = " ".repeat(WIDTH);
        String time = String.format(
                Locale.ROOT,
                "%" + (TIME - 4) + "d ms ",
                Duration.between(start, entry.at()).toMillis());
        String text = time + wall + (pbx ? arrow : empty) + wall + (pbx ? empty : arrow) + wall;
        return new Rung(pbx, text);
    }

    private String arrow(String label, boolean right) {
        String dash = unicode ? "\u2500" : "-";
        String shown = label.length() > WIDTH - 6 ? label.substring(0, WIDTH - 6) : label;
        int rest = WIDTH - 5 - shown.length();
        String tip = unicode ? (right ? "\u25b6" : "\u25c0") : (right ? ">" : "<");
        String line = dash + dash + " " + shown + " " + dash.repeat(rest);
        return right ? line + tip : tip + line;
    }

    static String label(SipMessage message) {
        String sdp = message.body().isEmpty() ? "" : " +SDP";
        if (message instanceof SipResponse response) {
            return response.status() + " " + response.reason() + sdp;
        }
        SipRequest request = (SipRequest) message;
        boolean proof = request.headers().has("Proxy-Authorization")
                || request.headers().has("Authorization");
        return request.method() + (proof ? " +digest" : "") + sdp;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width + 1 - text.length()));
    }
}
