package org.linekeeper.registration.machine;

import java.util.Locale;
import java.util.Optional;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.register.RegisterResponse;

/** What came of a trial in plain words. The codes are those of {@link Advice}; nothing is scheduled here, so nothing is promised. */
final class TrialAdvice {
    private TrialAdvice() {}

    static TrialVerdict ok(CredentialTrial trial, RegisterResponse response) {
        return trial.challenges().isEmpty()
                ? answered(
                        trial,
                        response,
                        "ok",
                        "The PBX answered %s without asking for a password, so whether the password is right is not known.",
                        trial.account().aor())
                : answered(
                        trial,
                        response,
                        "ok",
                        "The PBX accepts the password of %s. No binding was made or changed.",
                        trial.account().aor());
    }

    static TrialVerdict wrongPassword(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "wrong_password",
                "The PBX rejects the password of %s: check the password and the authentication user (%s).",
                trial.account().aor(),
                trial.account().credentials().username());
    }

    static TrialVerdict forbidden(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "forbidden",
                "The PBX forbids %s to register (%s): some PBXs say so to a wrong password or an unknown user. Otherwise look for"
                        + " %s.",
                trial.account().aor(),
                shown(response),
                ForbiddenCauses.of(trial.account().pbx().type()));
    }

    static TrialVerdict unknown(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "unknown_user",
                "The PBX does not know %s (%s): create the device on the PBX, or correct the SIP user or the SIP domain.",
                trial.account().aor(),
                shown(response));
    }

    static TrialVerdict refused(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "refused",
                "The PBX does not accept a REGISTER of %s (%s): check the PBX type, SIP domain and transport.",
                trial.account().aor(),
                shown(response));
    }

    static TrialVerdict unsupportedChallenge(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "unsupported_challenge",
                "The PBX asks %s for a kind of authentication that is not supported: allow digest with MD5, SHA-256 or"
                        + " SHA-512-256 and qop auth.",
                trial.account().aor());
    }

    static TrialVerdict realmRefused(CredentialTrial trial, RegisterResponse response, String realm) {
        return answered(
                trial,
                response,
                "realm_refused",
                "The PBX asks for the credentials of %s in the realm \"%s\", but its settings allow another one only.",
                trial.account().aor(),
                realm.replaceAll("\\p{Cntrl}", ""));
    }

    static TrialVerdict challengeLoop(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "challenge_loop",
                "The PBX challenges %s again and again: its nonces expire before they can be used, or several servers do not"
                        + " share them.",
                trial.account().aor());
    }

    static TrialVerdict unavailable(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "unavailable",
                "The PBX is overloaded or out of service (%s): try again later. Nothing is known of the password.",
                shown(response));
    }

    static TrialVerdict other(CredentialTrial trial, RegisterResponse response) {
        return answered(
                trial,
                response,
                "sip_" + response.status(),
                "The PBX answered %s with %s. %s",
                trial.account().aor(),
                shown(response),
                response.status() / 100 == 3
                        ? "Redirects are not followed: set the address it names as the outbound proxy."
                        : "Nothing is known of the password.");
    }

    static TrialVerdict timeout(CredentialTrial trial) {
        return unanswered(
                trial,
                "timeout",
                "No answer from %s to %s: check that the PBX is up, and that firewalls let the gateway's address through in both"
                        + " directions.",
                trial.target().shown(),
                trial.account().aor());
    }

    /** What TLS failed at is told by its own code, because the remedy is another one. */
    static TrialVerdict transport(CredentialTrial trial, String cause) {
        boolean tls = trial.target().transport() == SipTransport.TLS
                && (cause.startsWith("TLS ") || cause.contains("certificate"));
        return tls
                ? unanswered(
                        trial,
                        "tls_failed",
                        "No secure connection to %s: %s. Its certificate must be valid, name %s and come from an authority that"
                                + " the listener trusts.",
                        trial.target().shown(),
                        cause,
                        trial.target().serverName())
                : unanswered(
                        trial,
                        "transport_failed",
                        "Cannot send to %s: %s. Check address, port and transport of the PBX.",
                        trial.target().shown(),
                        cause);
    }

    static TrialVerdict paused(Account account) {
        return new TrialVerdict(
                "unavailable",
                0,
                "",
                Optional.empty(),
                false,
                String.format(
                        Locale.ROOT,
                        "The PBX asked for a pause (503), so %s was not tried: try again later. Nothing is known of the password.",
                        account.aor()));
    }

    static TrialVerdict notLocated(Account account, String advice) {
        return new TrialVerdict(
                "dns_failure",
                0,
                "",
                Optional.empty(),
                false,
                String.format(Locale.ROOT, "The server of %s was not found: %s", account.aor(), advice));
    }

    private static TrialVerdict answered(
            CredentialTrial trial, RegisterResponse response, String code, String format, Object... args) {
        return new TrialVerdict(
                code,
                response.status(),
                response.reason(),
                Optional.of(trial.target()),
                !trial.challenges().isEmpty(),
                String.format(Locale.ROOT, format, args));
    }

    private static TrialVerdict unanswered(CredentialTrial trial, String code, String format, Object... args) {
        return new TrialVerdict(
                code, 0, "", Optional.of(trial.target()), false, String.format(Locale.ROOT, format, args));
    }

    private static String shown(RegisterResponse response) {
        return (response.status() + " " + response.reason()).trim();
    }
}
