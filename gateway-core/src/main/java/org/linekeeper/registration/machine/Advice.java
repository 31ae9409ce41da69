package org.linekeeper.registration.machine;

import java.util.List;
import java.util.Locale;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome.Failed;
import org.linekeeper.sip.register.RegisterResponse;

/** Failures in plain words: what happened and what to do next. */
final class Advice {
    private Advice() {}

    /** @param realms how the realm changed, in words; empty when it did not */
    static Failed wrongPassword(Account account, RegisterResponse response, String realms) {
        return failed(
                "wrong_password",
                response,
                "The PBX rejected the password of %s: check the password and the authentication user (%s) of the line.%s"
                        + " Nothing is sent until they change or the retry time comes.",
                account.aor(),
                account.credentials().username(),
                realms);
    }

    static String realmChanged(String before, String now) {
        return text(
                " It asks in the realm \"%s\" now, before it was \"%s\": has the PBX, its domain or the proxy changed?",
                now.replaceAll("\\p{Cntrl}", ""), before.replaceAll("\\p{Cntrl}", ""));
    }

    static Failed forbidden(Account account, RegisterResponse response) {
        return failed(
                "forbidden",
                response,
                "The PBX forbids %s to register (%s). Beside a wrong password this can mean: %s. Ask the PBX operator to allow the"
                        + " gateway.",
                account.aor(),
                shown(response),
                ForbiddenCauses.of(account.pbx().type()));
    }

    static Failed unknown(Account account, RegisterResponse response) {
        return failed(
                "unknown_user",
                response,
                "The PBX does not know %s (%s): create the device on the PBX, or correct the SIP user or the SIP domain.",
                account.aor(),
                shown(response));
    }

    static Failed refused(Account account, RegisterResponse response) {
        return failed(
                "refused",
                response,
                "The PBX does not accept the registration of %s (%s): check the PBX type, SIP domain and transport.",
                account.aor(),
                shown(response));
    }

    static Failed securityAgreement(Account account, RegisterResponse response) {
        return failed(
                "security_agreement",
                response,
                "The PBX wants to agree on a security mechanism with %s before it registers (%s), which this gateway does not do: use"
                        + " TLS, or ask the PBX operator to switch the requirement (sec-agree) off for this device.",
                account.aor(),
                shown(response));
    }

    static Failed unsupportedChallenge(Account account, RegisterResponse response) {
        return failed(
                "unsupported_challenge",
                response,
                "The PBX asks %s for a kind of authentication that is not supported: allow digest with MD5, SHA-256 or"
                        + " SHA-512-256 and qop auth.",
                account.aor());
    }

    static Failed challengeLoop(Account account, RegisterResponse response) {
        return failed(
                "challenge_loop",
                response,
                "The PBX challenges %s again and again: its nonces expire before they can be used, or several servers do not"
                        + " share them.",
                account.aor());
    }

    static Failed unclear(Account account, RegisterResponse response) {
        return failed(
                "credentials_unclear",
                response,
                "The PBX refused the password of %s, but only after a request had been lost and sent again, which some PBXs"
                        + " mistake for an attack: it is tried once more later. Check for packet loss on the way to the PBX.",
                account.aor());
    }

    static Failed interval(Account account, RegisterResponse response) {
        return failed(
                "interval_refused",
                response,
                "The PBX refuses the registration time of %s (%s): set a longer one on the PBX entry.",
                account.aor(),
                shown(response));
    }

    static Failed noBinding(Account account, RegisterResponse response) {
        return failed(
                "no_binding",
                response,
                "The PBX said yes to %s but keeps no binding of this gateway: it may have been removed by another device, or the"
                        + " PBX or its SBC rewrites contacts.",
                account.aor());
    }

    static Failed overloaded(Account account, RegisterResponse response) {
        return failed(
                "unavailable",
                response,
                "The PBX asks for a pause (%s); %s is tried again later.",
                shown(response),
                account.aor());
    }

    static Failed redirect(Account account, RegisterResponse response) {
        return failed(
                "redirect_refused",
                response,
                "The PBX sends %s elsewhere (%s), but not to an address that can be followed, or more than once: set the right one"
                        + " as the outbound proxy.",
                account.aor(),
                shown(response));
    }

    static Failed strangeRealm(Account account, Target target, RegisterResponse response) {
        return failed(
                "redirect_realm",
                response,
                "The PBX sent %s to %s, which asks for credentials in a realm that this PBX never used. They are not shown to it: if"
                        + " it is trusted, set it as the outbound proxy.",
                account.aor(),
                target.shown());
    }

    static Failed realmRefused(Account account, RegisterResponse response, String realm) {
        return failed(
                "realm_refused",
                response,
                "The PBX asks for the credentials of %s in the realm \"%s\", but its settings allow another one only: correct"
                        + " registration.realm of the PBX entry, or find out who answers in its place.",
                account.aor(),
                realm.replaceAll("\\p{Cntrl}", ""));
    }

    static Failed extension(Account account, RegisterResponse response) {
        List<String> tags = response.status() == 421 ? response.required() : response.unsupported();
        return failed(
                "extension_refused",
                response,
                "The PBX does not agree with the SIP extensions of the registration of %s (%s%s): ask the PBX operator to switch the"
                        + " requirement off for this device.",
                account.aor(),
                shown(response),
                tags.isEmpty() ? "" : ": " + String.join(", ", tags).replaceAll("\\p{Cntrl}", ""));
    }

    static Failed tooLarge(Account account, RegisterResponse response) {
        return failed(
                "too_large",
                response,
                "The PBX finds the registration of %s too large (%s): use TCP or TLS, or raise the limit on the PBX.",
                account.aor(),
                shown(response));
    }

    static Failed other(Account account, RegisterResponse response) {
        return failed(
                "sip_" + response.status(),
                response,
                "The PBX answered the registration of %s with %s; it is tried again later.",
                account.aor(),
                shown(response));
    }

    static Failed timeout(Account account, Target target) {
        return new Failed(
                "timeout",
                0,
                text(
                        "No answer from %s to the registration of %s: check that the PBX is up, and that firewalls let the gateway's"
                                + " address through in both directions.",
                        target.shown(), account.aor()));
    }

    static Failed transport(Account account, Target target, String cause) {
        return new Failed(
                "transport_failed",
                0,
                text("Cannot send the registration of %s to %s: %s", account.aor(), target.shown(), cause));
    }

    static Failed flowLost(Account account, Target target, String cause) {
        return new Failed(
                "connection_lost",
                0,
                text(
                        "The connection that carries the registration of %s to %s is lost again and again (%s): check what closes"
                                + " connections between the gateway and the PBX, such as a firewall, a load balancer or a limit of"
                                + " the PBX.",
                        account.aor(), target.shown(), cause));
    }

    static Failed notLocated(Account account, String advice) {
        return new Failed("dns_failure", 0, text("The server of %s was not found: %s", account.aor(), advice));
    }

    static Failed lapsed(Account account) {
        return new Failed(
                "lapsed",
                0,
                text(
                        "The registration of %s ended before it could be renewed: the PBX does not reach this line now.",
                        account.aor()));
    }

    static Failed removalUnconfirmed(Account account) {
        return new Failed(
                "removal_unconfirmed",
                0,
                text(
                        "The PBX did not confirm that the registration of %s was removed; it ends by itself when its time is up.",
                        account.aor()));
    }

    private static String shown(RegisterResponse response) {
        return (response.status() + " " + response.reason()).trim();
    }

    private static Failed failed(String code, RegisterResponse response, String format, Object... args) {
        return new Failed(code, response.status(), text(format, args));
    }

    private static String text(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
