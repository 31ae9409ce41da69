package org.linekeeper.dns;

import org.linekeeper.dns.Finding.Nothing;
import org.linekeeper.dns.Location.Cause;

/** What an operator reads when nothing was found. */
final class Advice {
    private Advice() {}

    static Nothing badName(String host, String reason) {
        String shown = host.length() > 80 ? host.substring(0, 80) + "..." : host;
        return new Nothing(
                Cause.BAD_NAME,
                "\"" + shown.replaceAll("[^ -~]", "?") + "\" is not a host name or IP address: " + reason
                        + ". Correct the setting.");
    }

    /** @param asked the name that DNS did not answer for: the host or one that its records lead to */
    static Nothing outage(Cause cause, String host, String asked, String detail) {
        String advice =
                switch (cause) {
                    case TIMEOUT -> "Check the network and the DNS servers in use.";
                    case SERVER_FAILURE -> "Check the zone and the DNS server's own log.";
                    case BAD_NAME -> "Correct the name.";
                    case NXDOMAIN, NO_RECORDS, SERVICE_NOT_OFFERED -> "";
                };
        return new Nothing(
                cause,
                ("Could not locate " + host + ": " + (asked.equals(host) ? "" : "for " + asked + " ") + detail + ". "
                                + advice)
                        .strip());
    }

    static Nothing noAddress(Cause cause, String host) {
        return new Nothing(
                cause,
                cause == Cause.NXDOMAIN
                        ? "The name " + host + " does not exist in DNS. Check its spelling, or create it."
                        : "The name " + host + " has no address in DNS. Create an A or AAAA record, or SRV records.");
    }

    static Nothing noNaptr(Cause cause, String host) {
        return new Nothing(
                cause,
                cause == Cause.NXDOMAIN
                        ? "The name " + host + " does not exist in DNS. Check its spelling, or create it."
                        : "The name " + host + " has no NAPTR record for a SIP transport that may be used here."
                                + " Create one, or set the DNS lookup to auto or srv.");
    }

    static Nothing notOffered(String service) {
        return new Nothing(
                Cause.SERVICE_NOT_OFFERED,
                "The SRV record " + service + " says that this service is not offered (target \".\")."
                        + " Choose another transport or ask the operator of the domain.");
    }

    static Nothing deadSrv(Cause cause, String service) {
        return new Nothing(
                cause,
                "The SRV records of " + service + " lead to no usable address. Correct their targets and ports.");
    }
}
