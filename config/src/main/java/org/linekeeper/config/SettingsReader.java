package org.linekeeper.config;

import static org.linekeeper.config.SettingsForms.endpoint;
import static org.linekeeper.config.SettingsForms.headerText;
import static org.linekeeper.config.SettingsForms.name;
import static org.linekeeper.config.SettingsForms.path;
import static org.linekeeper.config.SettingsForms.rate;
import static org.linekeeper.config.SettingsForms.size;
import static org.linekeeper.config.SettingsForms.time;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Hosts;

/** The keys of the settings file, their forms, limits and defaults. */
final class SettingsReader {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private static final Form<Endpoint> DNS_SERVER = Forms.parsed(
            "the IP address of a DNS server with an optional port, such as 192.0.2.53", text -> HostPort.parse(text)
                    .filter(server -> Hosts.address(server.host()).isPresent()
                            && server.port().orElse(53) > 0)
                    .map(server -> new Endpoint(server.host(), server.port().orElse(53))));

    private final Path folder;

    /** @param folder where relative paths start */
    SettingsReader(Path folder) {
        this.folder = folder;
    }

    Settings settings(Section from) {
        NodeSettings node = from.section("node", SettingsReader::node);
        SipSettings sip = from.section("sip", this::sip);
        DnsSettings dns = from.section("dns", SettingsReader::dns);
        AdminSettings admin = from.section("admin", this::admin);
        StoreSettings store = from.section("store", this::store);
        CdrSettings cdr = from.section("cdr", section -> cdr(section, store));
        RegistrationSettings registration = from.section("registration", SettingsReader::registration);
        CallSettings call = from.section("call", SettingsReader::call);
        PeerSettings peers = from.section("peers", SettingsReader::peers);
        return new Settings(node, sip, dns, admin, store, cdr, registration, call, peers);
    }

    private static NodeSettings node(Section from) {
        return new NodeSettings(from.get("name", name(), NodeSettings.defaults().name()));
    }

    private SipSettings sip(Section from) {
        SipSettings defaults = SipSettings.defaults();
        List<ListenerSettings> listeners = from.sections("listeners", new ListenerReader(folder)::listener);
        ListenerReader.checkAll(listeners, from);
        return new SipSettings(
                from.get("userAgent", headerText(), defaults.userAgent()),
                from.get("loops", Forms.whole(0, 256), defaults.loops()),
                from.get("receiveBufferBytes", size(64 << 10, 1 << 30), defaults.receiveBufferBytes()),
                listeners,
                from.section("limits", SettingsReader::limits));
    }

    private static SipLimits limits(Section from) {
        SipLimits defaults = SipLimits.defaults();
        int message = from.get("maxMessageBytes", size(1200, 1 << 20), defaults.maxMessageBytes());
        int connections = from.get("maxConnections", Forms.whole(1, 1_000_000), defaults.maxConnections());
        return new SipLimits(
                message,
                from.get("messageTimeout", time(SECOND, HOUR), defaults.messageTimeout()),
                from.get("handshakeTimeout", time(SECOND, HOUR), defaults.handshakeTimeout()),
                from.get("idleTimeout", time(SECOND, DAY), defaults.idleTimeout()),
                connections,
                from.get(
                        "maxConnectionsPerSource",
                        Forms.whole(1, connections),
                        Math.min(connections, defaults.maxConnectionsPerSource())),
                from.get("maxLinesPerFlow", Forms.whole(1, 10_000), defaults.maxLinesPerFlow()));
    }

    private static DnsSettings dns(Section from) {
        DnsSettings defaults = DnsSettings.defaults();
        DnsSettings dns = new DnsSettings(
                from.list("servers", DNS_SERVER),
                from.get("timeout", time(Duration.ofMillis(100), Duration.ofMinutes(1)), defaults.timeout()),
                from.get("tries", Forms.whole(1, 10), defaults.tries()),
                from.get("minTtl", time(SECOND, WEEK), defaults.minTtl()),
                from.get("maxTtl", time(SECOND, WEEK), defaults.maxTtl()),
                from.get("maxStale", time(Duration.ZERO, WEEK), defaults.maxStale()));
        if (dns.minTtl().compareTo(dns.maxTtl()) > 0) {
            from.fault("minTtl", "must not be longer than maxTtl");
        }
        return dns;
    }

    private AdminSettings admin(Section from) {
        AdminSettings defaults = AdminSettings.defaults();
        TokenReader tokens = new TokenReader(folder);
        return new AdminSettings(from.get("address", endpoint(0), defaults.address()), tokens.tokens(from));
    }

    private StoreSettings store(Section from) {
        return new StoreSettings(
                from.get("path", path(folder), StoreSettings.defaults().path()));
    }

    private CdrSettings cdr(Section from, StoreSettings store) {
        Path file = from.get("path", path(folder), CdrSettings.beside(store).path());
        if (file.equals(store.path())) {
            from.fault("path", "is the file of the store");
        }
        return new CdrSettings(file);
    }

    private static RegistrationSettings registration(Section from) {
        RegistrationSettings defaults = RegistrationSettings.defaults();
        int mostInFlight = from.get("maxInFlightPerTarget", Forms.whole(1, 10_000), defaults.maxInFlightPerTarget());
        int fewest = Math.min(mostInFlight, defaults.minInFlightPerTarget());
        int leastInFlight = from.get("minInFlightPerTarget", Forms.whole(1, 10_000), fewest);
        int first = Math.min(mostInFlight, Math.max(leastInFlight, defaults.startInFlightPerTarget()));
        int perSecond = from.get("maxPerSecond", rate(100_000), defaults.maxPerSecond());
        int slowest = perSecond == RegistrationSettings.UNLIMITED
                ? defaults.startPerSecond()
                : Math.min(perSecond, defaults.startPerSecond());
        RegistrationSettings registration = new RegistrationSettings(
                from.get("startInFlightPerTarget", Forms.whole(1, 10_000), first),
                leastInFlight,
                mostInFlight,
                from.get("startPerSecond", Forms.whole(1, 100_000), slowest),
                perSecond,
                from.get("refreshFrom", Forms.between(0, 1), defaults.refreshFrom()),
                from.get("refreshTo", Forms.between(0, 1), defaults.refreshTo()),
                from.get("backoffBase", time(MILLISECOND, HOUR), defaults.backoffBase()),
                from.get("backoffMax", time(MILLISECOND, DAY), defaults.backoffMax()),
                from.get("rejectedRetry", time(SECOND, WEEK), defaults.rejectedRetry()),
                from.get(
                        "preemptiveAuth",
                        Forms.lowerCase(RegistrationSettings.PreemptiveAuth.class),
                        defaults.preemptiveAuth()));
        int start = registration.startInFlightPerTarget();
        if (start < registration.minInFlightPerTarget() || start > registration.maxInFlightPerTarget()) {
            from.fault(
                    "startInFlightPerTarget",
                    "must be from minInFlightPerTarget to maxInFlightPerTarget, which are "
                            + registration.minInFlightPerTarget() + " and " + registration.maxInFlightPerTarget());
        }
        if (registration.maxPerSecond() != RegistrationSettings.UNLIMITED
                && registration.startPerSecond() > registration.maxPerSecond()) {
            from.fault("startPerSecond", "must not be more than maxPerSecond, which is " + registration.maxPerSecond());
        }
        if (registration.refreshFrom() >= registration.refreshTo()) {
            from.fault("refreshFrom", "must be less than refreshTo, which is " + registration.refreshTo());
        }
        if (registration.backoffBase().compareTo(registration.backoffMax()) > 0) {
            from.fault("backoffBase", "must not be longer than backoffMax");
        }
        return registration;
    }

    private static CallSettings call(Section from) {
        CallSettings defaults = CallSettings.defaults();
        return new CallSettings(
                from.get("maxCalls", Forms.whole(1, 1_000_000), defaults.maxCalls()),
                from.get("maxPerSecond", Forms.whole(1, 100_000), defaults.maxPerSecond()),
                from.get("ringTimeout", time(SECOND, HOUR), defaults.ringTimeout()),
                from.get(
                        "inviteFailover",
                        time(Duration.ofMillis(500), Duration.ofSeconds(32)),
                        defaults.inviteFailover()),
                from.get("maxBacklog", time(Duration.ofMillis(100), Duration.ofMinutes(1)), defaults.maxBacklog()));
    }

    private static PeerSettings peers(Section from) {
        PeerSettings defaults = PeerSettings.defaults();
        Duration interval = from.get("optionsInterval", time(Duration.ZERO, HOUR), defaults.optionsInterval());
        if (!interval.isZero() && interval.compareTo(SECOND) < 0) {
            from.fault("optionsInterval", "must be 0s, for no OPTIONS, or from 1s to 1h");
        }
        return new PeerSettings(interval, from.get("missedToDemote", Forms.whole(1, 10), defaults.missedToDemote()));
    }

    /** The contents of a file that the settings name, complaining where it is named. */
    static Optional<byte[]> contents(Section from, String key, Path file) {
        try {
            return Optional.of(SmallFiles.read(file, Documents.MAX_BYTES));
        } catch (IOException e) {
            from.fault(key, SmallFiles.show(file) + ": " + SmallFiles.words(e));
            return Optional.empty();
        }
    }
}
