package org.linekeeper.call;

import java.util.List;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.register.RegisterClient.ContactAddress;

/**
 * A line that the PBX has a binding for.
 *
 * @param lineId the line
 * @param contactToken user part of its Contact
 * @param contact host, port and transport of its Contact
 * @param target where its registration went
 * @param serviceRoute Service-Route values in order (RFC 3608)
 */
public record RegisteredLine(
        String lineId, String contactToken, ContactAddress contact, Target target, List<String> serviceRoute) {
    public RegisteredLine {
        serviceRoute = List.copyOf(serviceRoute);
    }
}
