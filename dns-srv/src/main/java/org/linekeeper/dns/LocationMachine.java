package org.linekeeper.dns;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.linekeeper.dns.Finding.Nothing;
import org.linekeeper.dns.Finding.Pending;
import org.linekeeper.dns.Finding.Targets;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.ResourceRecord.Naptr;

/**
 * RFC 3263 section 4, as a pure function of what is known: it says either what to ask next or where the server is. The same
 * answers and seed give the same order, so a decision made before an answer was missing stands after it came.
 *
 * <pre>
 * host is an IP address or localhost        -> that address
 * port given, or lookup A                   -> A/AAAA of the host
 * lookup NAPTR                              -> NAPTR, and nothing else
 * lookup AUTO, no transport given           -> NAPTR, and if it gives nothing as for SRV
 * lookup SRV, or a transport given          -> SRV of the transport, or of UDP, TCP, TLS in this order;
 *                                              A/AAAA of the host where there are no SRV records
 * </pre>
 */
final class LocationMachine {
    /**
     * RFC 3263 4.1 without NAPTR: "the client constructs SRV queries for those transport protocols it supports, and does a
     * query for each" and "MAY use any transport protocol it desires which is supported by the server". UDP comes first, as it
     * is the default of 4.1 too; TLS comes last, as _sips names a SIPS resource and who wants TLS says so.
     */
    private static final List<SipTransport> PROBED = List.of(SipTransport.UDP, SipTransport.TCP, SipTransport.TLS);

    /** A domain with more usable NAPTR records than this is not followed through all of them. */
    private static final int MAX_NAPTR = 8;

    private final DnsSettings settings;

    LocationMachine(DnsSettings settings) {
        this.settings = settings;
    }

    /** @param seed of the weighted shuffle; one number per location, the same for each of its steps */
    Step decide(ServerName name, Answers known, long seed, Instant now) {
        KnownAnswers answers = new KnownAnswers(known, now.plus(settings.ttl().max()));
        Finding finding = new Locating(name, answers, seed).find();
        if (finding instanceof Targets found) {
            return new Step.Done(new Location.Found(
                    found.targets(),
                    found.preferred(),
                    answers.validUntil(),
                    answers.outage().isPresent()));
        }
        if (finding instanceof Nothing nothing) {
            return new Step.Done(notFound(name, nothing, answers));
        }
        return new Step.Ask(answers.missing());
    }

    /** "Does not exist" out of a stale answer would be a guess: the outage is the cause then. */
    private static Location notFound(ServerName name, Nothing nothing, KnownAnswers answers) {
        Nothing known = answers.outage()
                .filter(outage -> !nothing.isOutage())
                .map(outage -> Advice.outage(outage.cause(), name.host(), name.host(), outage.detail()))
                .orElse(nothing);
        return new Location.NotFound(known.cause(), known.advice());
    }

    /** One evaluation. */
    private final class Locating {
        private final ServerName name;
        private final KnownAnswers answers;
        private final long seed;

        Locating(ServerName name, KnownAnswers answers, long seed) {
            this.name = name;
            this.answers = answers;
            this.seed = seed;
        }

        Finding find() {
            int port = name.port().orElse(transport().defaultPort());
            if (port < 1 || port > 65_535) {
                return Advice.badName(name.host() + ":" + port, "a port is 1 to 65535");
            }
            HostName host = HostName.parse(name.host());
            if (host instanceof HostName.Invalid invalid) {
                return Advice.badName(name.host(), invalid.reason());
            }
            if (host instanceof HostName.Literal literal) {
                String shown = literal.address().getHostAddress();
                return new TargetFinder(answers, settings, shown, seed).at(literal.address(), transport(), port);
            }
            String domain = ((HostName.Domain) host).name();
            TargetFinder targets = new TargetFinder(answers, settings, domain, seed);
            // RFC 3263 4.2: "If the TARGET was not a numeric IP address, but a port is present in the URI, the client
            // performs
            // an A or AAAA record lookup of the domain name."
            if (name.port().isPresent() || name.lookup() == DnsLookup.A || domain.equals(TargetFinder.LOCALHOST)) {
                return targets.addresses(domain, transport(), port);
            }
            return switch (name.lookup()) {
                case NAPTR -> naptr(targets, domain);
                case AUTO -> name.transport().isPresent() ? srv(targets, domain) : naptrThenSrv(targets, domain);
                case SRV -> srv(targets, domain);
                case A -> targets.addresses(domain, transport(), port);
            };
        }

        /**
         * RFC 3263 4.1: "if no transport protocol is specified, but the TARGET is a numeric IP address, the client SHOULD use
         * UDP for a SIP URI"; the same holds with a port, and where there are no SRV records.
         */
        private SipTransport transport() {
            return name.transport().orElse(SipTransport.UDP);
        }

        /** DNS servers exist that fail at NAPTR only, so a failure is not the end here; SRV will show whether DNS is down. */
        private Finding naptrThenSrv(TargetFinder targets, String domain) {
            Finding byNaptr = naptr(targets, domain);
            return byNaptr instanceof Nothing ? srv(targets, domain) : byNaptr;
        }

        private Finding naptr(TargetFinder targets, String domain) {
            Lookup lookup = answers.find(domain, RecordType.NAPTR);
            if (lookup instanceof Lookup.Pending) {
                return new Pending();
            }
            if (lookup instanceof Lookup.Failed failed) {
                return Advice.outage(failed.cause(), domain, domain, failed.detail());
            }
            if (lookup instanceof Lookup.None none) {
                return Advice.noNaptr(none.cause(), domain);
            }
            Nothing first = null;
            for (Choice choice : choices(((Lookup.Records) lookup).of(Naptr.class))) {
                Finding found = choice.follow(targets);
                if (!(found instanceof Nothing nothing)) {
                    return found;
                }
                first = first == null ? nothing : first;
            }
            return first == null ? Advice.noNaptr(Cause.NO_RECORDS, domain) : first;
        }

        /**
         * RFC 3263 4.1: "a client MUST discard any service fields that identify a resolution service whose value is not
         * "D2X", for values of X that indicate transport protocols supported by the client",
         * and RFC 3403 4.1: lower order first, then lower preference.
         */
        private List<Choice> choices(List<Naptr> records) {
            List<Choice> choices = new ArrayList<>();
            records.stream()
                    .filter(record -> !record.replacement().isEmpty()
                            && record.regexp().isEmpty()
                            && Set.of("s", "S", "a", "A").contains(record.flags()))
                    .sorted(Comparator.comparingInt(Naptr::order).thenComparingInt(Naptr::preference))
                    .forEach(record -> allowed().stream()
                            .filter(transport -> transport.naptrService().equalsIgnoreCase(record.service()))
                            .forEach(transport -> choices.add(new Choice(record, transport))));
            return choices.subList(0, Math.min(MAX_NAPTR, choices.size()));
        }

        private List<SipTransport> allowed() {
            return name.transport().map(List::of).orElse(PROBED);
        }

        /** The first transport with SRV records decides; a failing one is not changed for another behind the caller's back. */
        private Finding srv(TargetFinder targets, String domain) {
            boolean pending = false;
            Nothing outage = null;
            Nothing defaultTransport = null;
            for (SipTransport transport : allowed()) {
                String service = transport.srvPrefix() + domain;
                Lookup lookup = answers.find(service, RecordType.SRV);
                if (lookup instanceof Lookup.Records && !pending) {
                    Finding found = targets.services(service, transport);
                    if (!(found instanceof Nothing refused) || refused.cause() != Cause.SERVICE_NOT_OFFERED) {
                        return found;
                    }
                    defaultTransport = transport == transport() ? refused : defaultTransport;
                }
                if (lookup instanceof Lookup.Failed failed && outage == null) {
                    outage = Advice.outage(failed.cause(), domain, service, failed.detail());
                }
                pending |= lookup instanceof Lookup.Pending;
            }
            if (pending) {
                return new Pending();
            }
            if (outage != null) {
                return outage;
            }
            // RFC 2782: "A Target of "." means that the service is decidedly not available at this domain."
            if (defaultTransport != null) {
                return defaultTransport;
            }
            // RFC 3263 4.2: "If no SRV records were found, the client performs an A or AAAA record lookup of the domain
            // name."
            return targets.addresses(domain, transport(), transport().defaultPort());
        }
    }

    private record Choice(Naptr record, SipTransport transport) {
        Finding follow(TargetFinder targets) {
            return record.flags().equalsIgnoreCase("s")
                    ? targets.services(record.replacement(), transport)
                    : targets.addresses(record.replacement(), transport, transport.defaultPort());
        }
    }
}
