package org.linekeeper.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Refer;
import org.linekeeper.call.machine.Replaces;

/**
 * A REFER as it came: what it asks for, or with which status it is refused.
 *
 * @param refer what it asks for
 * @param refusal the status; empty when it can be read
 * @param subscribes whether the sender wants NOTIFYs (RFC 4488: not with {@code Refer-Sub: false})
 */
record ReferRequest(Optional<Refer> refer, Optional<Integer> refusal, boolean subscribes) {
    /** Reads one; a REFER that cannot be executed by anybody is refused here. */
    static ReferRequest read(Request request) {
        // RFC 3515 2.4.1: "A REFER request method MUST contain exactly one Refer-To header field value"; 2.4.2: "An
        // agent
        // ... receiving a REFER request ... with zero or multiple Refer-To header field values SHOULD ... 400".
        if (SipMessages.values(request, ReferToHeader.NAME).size() != 1
                || !(request.getHeader(ReferToHeader.NAME) instanceof ReferToHeader to)) {
            return refused(Response.BAD_REQUEST);
        }
        URI uri = to.getAddress().getURI();
        if (!(uri instanceof SipURI sip) || sip.isSecure()) {
            return refused(Response.UNSUPPORTED_URI_SCHEME);
        }
        if (sip.getMethodParam() != null && !sip.getMethodParam().equalsIgnoreCase(Request.INVITE)) {
            return refused(Response.FORBIDDEN);
        }
        String embedded = sip.getHeader("Replaces");
        Optional<Replaces> replaces = Optional.ofNullable(embedded)
                .flatMap(value -> replaces(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8)));
        if (embedded != null && replaces.isEmpty()) {
            return refused(Response.BAD_REQUEST);
        }
        boolean quiet = SipMessages.values(request, "Refer-Sub").stream()
                .anyMatch(value -> value.trim().toLowerCase(Locale.ROOT).startsWith("false"));
        return new ReferRequest(
                Optional.of(new Refer(
                        withoutHeaders(uri.toString()), replaces, SipMessages.values(request, "Referred-By"))),
                Optional.empty(),
                !quiet);
    }

    /** Reads the value of a Replaces header (RFC 3891 6.1); empty when it lacks a tag. */
    static Optional<Replaces> replaces(String value) {
        List<String> parts = new ArrayList<>(List.of(value.split(";", -1)));
        String callId = parts.remove(0).trim();
        String local = "";
        String remote = "";
        boolean earlyOnly = false;
        for (String part : parts) {
            String parameter = part.trim();
            int equals = parameter.indexOf('=');
            String name = (equals < 0 ? parameter : parameter.substring(0, equals)).trim();
            String content = equals < 0 ? "" : parameter.substring(equals + 1).trim();
            switch (name.toLowerCase(Locale.ROOT)) {
                case "to-tag" -> local = content;
                case "from-tag" -> remote = content;
                case "early-only" -> earlyOnly = true;
                default -> {
                    // RFC 3891 6.1 allows parameters that are not known.
                    continue;
                }
            }
        }
        return callId.isEmpty() || local.isEmpty() || remote.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(callId, local, remote, earlyOnly));
    }

    private static String withoutHeaders(String uri) {
        int headers = uri.indexOf('?');
        return headers < 0 ? uri : uri.substring(0, headers);
    }

    private static ReferRequest refused(int status) {
        return new ReferRequest(Optional.empty(), Optional.of(status), false);
    }
}
