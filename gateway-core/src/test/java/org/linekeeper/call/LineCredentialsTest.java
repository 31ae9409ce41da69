package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Secret;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.jain.JsrFactories;

/** Which challenges are answered. */
final class LineCredentialsTest {
    private static final String URI = "sip:200@pbx.example";
    private static final Line LINE = new Line(
            "l1",
            "pbx",
            "route",
            "ann@acme.example",
            "+12065550101",
            "101",
            Optional.empty(),
            Secret.of("right"),
            Optional.empty(),
            true);

    private final NonceCache nonces = new NonceCache();
    private final LineCredentials credentials = new LineCredentials(LINE, nonces, new DigestClient(() -> "c"));

    @Test
    void sameNonceIsAnsweredWhenNothingWasShownForIt() throws ParseException {
        assertThat(credentials.unasked(Request.INVITE, URI)).isEmpty();
        assertThat(credentials.answer(challenge("n1"), Request.INVITE, URI)).isPresent();
        // Another call of the line was challenged meanwhile.
        nonces.forget(LINE.id());
        assertThat(credentials.unasked(Request.INVITE, URI)).isEmpty();
        assertThat(credentials.answer(challenge("n1"), Request.INVITE, URI)).isPresent();
    }

    @Test
    void sameNonceAgainSaysThatThePasswordIsWrong() throws ParseException {
        assertThat(credentials.answer(challenge("n1"), Request.INVITE, URI)).isPresent();
        assertThat(credentials.answer(challenge("n1"), Request.INVITE, URI)).isEmpty();
    }

    @Test
    void nonceThatWasShownUnaskedAndRefusedIsNotShownAgain() throws ParseException {
        assertThat(credentials.answer(challenge("n1"), Request.INVITE, URI)).isPresent();
        assertThat(credentials.unasked(Request.INVITE, URI)).hasSize(1);
        assertThat(credentials.answer(challenge("n1"), Request.INVITE, URI)).isEmpty();
        assertThat(credentials.answer(challenge("n2"), Request.INVITE, URI)).isPresent();
    }

    private static Response challenge(String nonce) throws ParseException {
        JsrFactories factories = JsrFactories.create();
        Response response = factories
                .messages()
                .createResponse(String.join(
                        "\r\n",
                        List.of(
                                "SIP/2.0 407 Proxy Authentication Required",
                                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1",
                                "From: <sip:101@pbx.example>;tag=a",
                                "To: <sip:200@pbx.example>;tag=b",
                                "Call-ID: c1",
                                "CSeq: 1 INVITE",
                                "Proxy-Authenticate: Digest realm=\"pbx.example\", nonce=\"" + nonce
                                        + "\", qop=\"auth\"",
                                "Content-Length: 0",
                                "",
                                "")));
        return response;
    }
}
