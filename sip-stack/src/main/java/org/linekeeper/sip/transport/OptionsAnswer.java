package org.linekeeper.sip.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.linekeeper.dns.SipTransport;

/** What a 200 to OPTIONS says about us (RFC 3261 11.2). */
public final class OptionsAnswer {
    private final Map<String, List<String>> headersByListener;

    public OptionsAnswer(List<ListenerSettings> listeners) {
        this.headersByListener =
                listeners.stream().collect(Collectors.toUnmodifiableMap(ListenerSettings::name, OptionsAnswer::lines));
    }

    List<String> headers(String listener) {
        return headersByListener.getOrDefault(listener, List.of());
    }

    private static List<String> lines(ListenerSettings listener) {
        List<String> lines = new ArrayList<>();
        lines.add("Allow: " + SipMethods.ALLOW);
        lines.add("Accept: application/sdp");
        lines.add("Accept-Language: en");
        lines.add("Supported: ");
        if (!listener.advertisedHost().isEmpty()) {
            lines.add("Contact: <sip:" + bracketed(listener.advertisedHost()) + ":" + listener.advertisedPort()
                    + transport(listener.transport()) + ">");
        }
        return List.copyOf(lines);
    }

    private static String transport(SipTransport transport) {
        return transport == SipTransport.UDP
                ? ""
                : ";transport=" + transport.token().toLowerCase(Locale.ROOT);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
