package org.linekeeper.sip.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.linekeeper.dns.SipTransport;

/** What a 200 to OPTIONS says about us (RFC 3261 11.2). */
public final class OptionsAnswer {
    private final Map<String, ListenerSettings> listeners;
    private final Map<String, List<String>> headersByListener;
    private final OptionsContact contact;

    /** @param contact knows those of our names that are not a listener's */
    public OptionsAnswer(List<ListenerSettings> listeners, OptionsContact contact) {
        this.listeners =
                listeners.stream().collect(Collectors.toUnmodifiableMap(ListenerSettings::name, Function.identity()));
        this.headersByListener = listeners.stream()
                .collect(Collectors.toUnmodifiableMap(
                        ListenerSettings::name, listener -> lines(listener, listener.advertisedHost())));
        this.contact = contact;
    }

    /** @param uri the Request-URI, checked by {@link RequestUri} */
    List<String> headers(String uri, MessageSource source) {
        List<String> usual = headersByListener.getOrDefault(source.listener(), List.of());
        Optional<String> name = RequestUri.name(uri).flatMap(host -> contact.host(host, source));
        ListenerSettings listener = listeners.get(source.listener());
        return name.isPresent() && listener != null ? lines(listener, name.get()) : usual;
    }

    private static List<String> lines(ListenerSettings listener, String host) {
        List<String> lines = new ArrayList<>();
        lines.add("Allow: " + SipMethods.ALLOW);
        lines.add("Accept: application/sdp");
        lines.add("Accept-Language: en");
        lines.add("Supported: " + SipMethods.SUPPORTED);
        if (!host.isEmpty()) {
            lines.add("Contact: <sip:" + bracketed(host) + ":" + listener.advertisedPort()
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
