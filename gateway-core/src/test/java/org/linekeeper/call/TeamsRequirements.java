package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Teams insists on in what an SBC sends, in the order in which it looks. */
final class TeamsRequirements {
    private static final Pattern URI = Pattern.compile("(sips?):(?:([^@>;]*)@)?([^:;>?]+)([^>]*)");
    private static final List<String> METHODS = List.of("INVITE", "ACK", "OPTIONS", "CANCEL", "BYE", "NOTIFY");

    private final Set<String> certified;

    /**
     * A broken rule.
     *
     * @param status what Teams answers
     */
    record Refusal(String rule, int status) {}

    /**
     * @param certified the names in the SBC's certificate; a wildcard stands for one label
     */
    TeamsRequirements(Set<String> certified) {
        this.certified = Set.copyOf(certified);
    }

    /** The first rule that a message breaks. */
    Optional<Refusal> refusal(SipText message) {
        boolean invites = message.header("CSeq").endsWith(" INVITE");
        boolean options = message.header("CSeq").endsWith(" OPTIONS");
        boolean introduces =
                message.isRequest() ? invites || options : invites && message.status() > 100 && message.status() < 300;
        return secure(message)
                .or(() -> message.isRequest() && METHODS.stream().noneMatch(message::is)
                        ? refused("method", 405)
                        : Optional.empty())
                .or(() -> introduces ? contact(message) : Optional.empty())
                .or(() -> message.is("INVITE") ? request(message) : Optional.empty())
                .or(() -> invites && !message.body().isEmpty() ? media(message.body()) : Optional.empty());
    }

    private static Optional<Refusal> secure(SipText message) {
        boolean named = List.of("From", "To", "Contact", "P-Asserted-Identity").stream()
                .anyMatch(name -> message.header(name).contains("sips:"));
        return named || (message.isRequest() && message.uri().startsWith("sips:"))
                ? refused("sips", 400)
                : Optional.empty();
    }

    private Optional<Refusal> contact(SipText message) {
        if (message.header("Contact").isEmpty()) {
            return refused("no contact", 403);
        }
        Matcher uri = uri(message.header("Contact"));
        String host = uri.group(3);
        if (host.matches("[0-9.]+") || host.startsWith("[")) {
            return refused("address in Contact", 403);
        }
        if (uri.group(2) != null && uri.group(2).isEmpty()) {
            return refused("empty user", 400);
        }
        boolean covered = certified.contains(host) || certified.contains("*" + host.substring(host.indexOf('.')));
        return covered ? Optional.empty() : refused("name not in certificate", 403);
    }

    private static Optional<Refusal> request(SipText invite) {
        boolean first = invite.tag("To").isEmpty();
        if (first && !isNumber(uri(invite.uri()), true)) {
            return refused("number without plus", 404);
        }
        if (first && !isNumber(uri(invite.header("From")), false)) {
            return refused("caller without plus", 403);
        }
        if (!invite.headers("Replaces").isEmpty()) {
            return refused("Replaces", 403);
        }
        if (invite.header("Require").contains("100rel")) {
            return refused("100rel", 420);
        }
        return invite.body().isEmpty() ? refused("no offer", 488) : Optional.empty();
    }

    /** A number with its plus and user=phone; what Teams itself named in Refer-To has no user at all. */
    private static boolean isNumber(Matcher uri, boolean dialled) {
        String user = uri.group(2);
        if (user == null) {
            return uri.group(4).contains("x-m=");
        }
        return user.matches("\\+[0-9]+")
                ? uri.group(4).contains("user=phone")
                : !dialled && uri.group(3).equals("anonymous.invalid");
    }

    private static Optional<Refusal> media(String sdp) {
        if (!sdp.contains(" RTP/SAVP ") || !sdp.contains(" AES_CM_128_HMAC_SHA1_80 inline:")) {
            return refused("no SRTP", 488);
        }
        if (sdp.contains("IN IP4 0.0.0.0")) {
            return refused("blackhole", 488);
        }
        return sdp.contains("a=sendonly") || sdp.contains("a=recvonly") ? refused("direction", 488) : Optional.empty();
    }

    private static Matcher uri(String value) {
        Matcher matcher = URI.matcher(value);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No SIP URI in " + value);
        }
        return matcher;
    }

    private static Optional<Refusal> refused(String rule, int status) {
        return Optional.of(new Refusal(rule, status));
    }
}
