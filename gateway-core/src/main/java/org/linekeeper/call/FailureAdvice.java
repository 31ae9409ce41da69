package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.sdp.AudioStream;
import org.linekeeper.event.CallOutcome.Leg;

/**
 * Says in plain words what to change so that the next call does not fail in the same way, and on which thing.
 *
 * @param leg whose far side failed
 * @param extension user part of the line's AOR on the PBX
 * @param dialled the callee as sent on
 * @param offer what was offered to the callee
 */
record FailureAdvice(Leg leg, String extension, String dialled, Optional<Body> offer) {
    /** More codecs than these make no sentence clearer. */
    private static final int NAMED_CODECS = 4;

    /** For a callee that was not reached. */
    String of(Failures what, LegFailure failure) {
        String said =
                who() + " answered " + failure.status() + " " + ReasonText.after(failure.phrase(), failure.reasons());
        return switch (what) {
            case BUSY, DECLINED -> "";
            case NO_ANSWER ->
                failure.status() == 0
                        ? "Nobody answered in time. Let it ring longer with call.ringTimeout, or set a forwarding for"
                                + " unanswered calls."
                        : said + "." + unavailable(failure.status());
            case NOT_FOUND -> said + ": it does not know the number " + dialled + ". " + checkNumber();
            case FORBIDDEN ->
                said + ": "
                        + toward(
                                "extension " + extension + " may not call " + dialled
                                        + ". See the permissions of the extension on the PBX.",
                                "the call is not allowed there. See whether the SBC knows the gateway's address or certificate,"
                                        + " and whether the user may be called.");
            case MEDIA_REFUSED -> said + ": " + media(failure.status());
            case EXTENSION_REFUSED -> said + ": it does not know a SIP extension that the call was offered with.";
            case REDIRECTED ->
                failure.status() == Response.ALTERNATIVE_SERVICE
                        ? said
                                + ": it does not connect this call and offers another service, which only people can choose. "
                                + toward(
                                        "See what it does with " + dialled + " for extension " + extension
                                                + ", and let it connect the call itself.",
                                        "See what is set up there for the user.")
                        : said + ", and no place that it named could be used: "
                                + toward(
                                        "calls are redirected within the PBX only. Let the PBX forward the call itself.",
                                        "redirections by the Teams side are not followed.");
            case OVERLOADED -> said + " on every address tried. Try again later, and see how busy it is.";
            case REJECTED -> said + ".";
            case WRONG_CREDENTIALS ->
                "The PBX did not accept the user name and password of extension " + extension
                        + " for a call. Correct them on the line or on the PBX.";
            case CHALLENGED ->
                "The SBC asks for a password; the gateway has none for it. Let it trust the gateway's address or certificate.";
            case TIMEOUT -> who() + " did not answer at all. Check its address and any firewall.";
            case UNREACHABLE -> who() + " could not be reached: " + failure.phrase() + ".";
            case DNS_FAILURE -> failure.phrase();
            case NO_ACK, DIALOG_LOST -> broken(what);
        };
    }

    /** For a leg that broke after the answer. */
    String broken(Failures what) {
        return what == Failures.NO_ACK
                ? who()
                        + " never acknowledged the answer. Its ACK may go to another address: check the advertised host and any"
                        + " SIP ALG on the way."
                : who() + " no longer knew the call or stopped answering in the middle of it.";
    }

    private String unavailable(int status) {
        return status == Response.TEMPORARILY_UNAVAILABLE
                ? toward(
                        " What was called may be registered nowhere, or take no calls now.",
                        " The user may be signed in nowhere, or take no calls now.")
                : "";
    }

    private String who() {
        return toward("The PBX", "The Teams side");
    }

    private String toward(String pbx, String teams) {
        return leg == Leg.PBX ? pbx : teams;
    }

    private String checkNumber() {
        return toward(
                "Check it and the PBX's dial rules: POST /pbxs/{id}:explain-number shows how it came about.",
                "Check the line's phoneNumber against the user's number in Teams.");
    }

    private String media(int status) {
        if (status == Response.UNSUPPORTED_MEDIA_TYPE
                && offer.filter(FailureAdvice::isMixed).isPresent()) {
            return "it takes no message with several bodies. Let the caller's side send its SDP alone, or mark what else it"
                    + " sends as optional (Content-Disposition with handling=optional).";
        }
        Optional<AudioStream> offered = offer.flatMap(body -> AudioStream.read(body.content()));
        List<String> codecs = offered.map(AudioStream::codecs).orElse(List.of()).stream()
                .filter(codec -> !codec.equals("CN") && !codec.equals("telephone-event"))
                .limit(NAMED_CODECS)
                .toList();
        if (offered.isEmpty() || codecs.isEmpty()) {
            return "it refused the codecs or the media encryption offered.";
        }
        String where = toward("extension " + extension, "the SBC");
        // The media goes past the gateway, so that both sides have to understand each other.
        return "it refused the codecs or the media encryption offered. Allow " + String.join(" or ", codecs) + " over "
                + offered.get().protocol() + encryption(offered.get()) + " on " + where
                + ", or let the caller's side offer what it takes." + ofTeams(offered.get());
    }

    private static boolean isMixed(Body body) {
        return body.contentType().regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    private static String encryption(AudioStream offered) {
        if (offered.isDtls()) {
            return " (SRTP with keys by DTLS)";
        }
        return offered.isSecure() ? " (SRTP)" : " (no encryption)";
    }

    /** What Teams refuses whatever the codecs, where there is nothing between it and the gateway. */
    private String ofTeams(AudioStream offered) {
        if (leg == Leg.PBX || (offered.isSecure() && !offered.isDtls())) {
            return "";
        }
        return " Teams itself takes SRTP only, with the keys in SDP (SDES): set extension " + extension
                + " to that on the PBX.";
    }
}
