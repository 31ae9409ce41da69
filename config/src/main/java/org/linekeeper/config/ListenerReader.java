package org.linekeeper.config;

import static org.linekeeper.config.SettingsForms.endpoint;
import static org.linekeeper.config.SettingsForms.path;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.config.ListenerSettings.Side;
import org.linekeeper.config.TlsSettings.ClientAuth;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.Hosts;
import org.linekeeper.config.model.Transport;

/** Reads the listeners, one by one and against each other. */
final class ListenerReader {
    private static final Endpoint NOWHERE = new Endpoint("", 0);
    private static final Form<Side> SIDE = Forms.lowerCase(Side.class);
    private static final Form<Transport> TRANSPORT = Forms.lowerCase(Transport.class);
    private static final Form<ClientAuth> CLIENT_AUTH = Forms.lowerCase(ClientAuth.class);

    private final Path folder;
    private final Set<String> names = new HashSet<>();
    private final Set<String> sockets = new HashSet<>();

    ListenerReader(Path folder) {
        this.folder = folder;
    }

    ListenerSettings listener(Section from) {
        String name = from.require("name", SettingsForms.name(), "");
        Side side = from.require("side", SIDE, Side.PBX);
        Transport transport = from.require("transport", TRANSPORT, Transport.UDP);
        Endpoint address = from.require("address", endpoint(0), NOWHERE);
        Optional<Endpoint> advertised = from.find("advertised", endpoint(1));
        Optional<TlsSettings> tls = tls(from, side, transport);
        if (!name.isEmpty() && !names.add(name)) {
            from.fault("name", "is the name of another listener");
        }
        String socket = (transport == Transport.UDP ? "udp " : "stream ") + address;
        if (address.port() != 0 && !sockets.add(socket)) {
            from.fault("address", "is the address of another listener");
        }
        if (!from.has("advertised") && isWildcard(address)) {
            from.fault("advertised", "is required because address means every address, and peers need a single one");
        }
        return new ListenerSettings(name, side, transport, address, advertised.orElse(address), tls);
    }

    private Optional<TlsSettings> tls(Section from, Side side, Transport transport) {
        if (from.isFaulty("transport")) {
            // Whether there must be certificates is unknown; the section is read for its own faults.
            return from.has("tls") ? Optional.of(from.section("tls", section -> tls(section, side))) : Optional.empty();
        }
        if (transport != Transport.TLS) {
            if (from.has("tls")) {
                from.fault("tls", "is only for transport tls");
            }
            return Optional.empty();
        }
        return Optional.of(from.section("tls", section -> tls(section, side)));
    }

    private TlsSettings tls(Section from, Side side) {
        Path certificate = from.require("certificate", path(folder), folder);
        Path key = from.require("key", path(folder), folder);
        Optional<Path> trust = from.find("trust", path(folder));
        ClientAuth usual = side == Side.TEAMS ? ClientAuth.REQUIRED : ClientAuth.NONE;
        ClientAuth clientAuth = from.get("clientAuth", CLIENT_AUTH, usual);
        // Microsoft's certificates name *.pstnhub.microsoft.com.
        boolean wildcardNames = from.get("wildcardNames", Forms.flag(), side == Side.TEAMS);
        Optional<Path> certificates = from.find("certificates", path(folder));
        if (certificates.isPresent() && !Files.isDirectory(certificates.get())) {
            from.fault("certificates", SmallFiles.show(certificates.get()) + ": is no folder");
        }
        new TlsFiles(from).check(certificate, key, trust);
        return new TlsSettings(certificate, key, trust, clientAuth, wildcardNames, certificates);
    }

    /** What the listeners must be together. */
    static void checkAll(List<ListenerSettings> listeners, Section sip) {
        if (sip.isFaulty("listeners")) {
            return;
        }
        for (Side side : Side.values()) {
            if (listeners.stream().noneMatch(listener -> listener.side() == side)) {
                String word = side.name().toLowerCase(Locale.ROOT);
                sip.fault("listeners", "needs at least one entry with side " + word);
            }
        }
    }

    private static boolean isWildcard(Endpoint address) {
        return Hosts.address(address.host()).map(InetAddress::isAnyLocalAddress).orElse(false);
    }
}
