package org.linekeeper.simulator.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolCheckerTest {
    private final Violations violations = new Violations();
    private final ProtocolChecker checker = new ProtocolChecker(violations);

    @Test
    void aCallByTheBookPasses() throws Exception {
        SipRequest invite = invite("z9hG4bK1", 1);
        checker.request(invite, Protocol.UDP);
        checker.request(companion("ACK", "z9hG4bK1", 1), Protocol.UDP);
        checker.request(invite("z9hG4bK2", 2), Protocol.UDP);
        checker.request(companion("CANCEL", "z9hG4bK2", 2), Protocol.UDP);
        assertThat(violations.list()).isEmpty();
    }

    /** Each row changes one header of a good INVITE. */
    @ParameterizedTest
    @CsvSource({
        "Max-Forwards, '', max-forwards",
        "Max-Forwards, 256, max-forwards",
        "Max-Forwards, many, max-forwards",
        "Contact, '', contact-missing",
        "Contact, '<sip:a@h>, <sip:b@h>', contact-missing",
        "Via, SIP/2.0/UDP h:5060, branch",
        "Via, SIP/2.0/UDP h:5060;branch=z9hG4bK, branch",
        "Via, SIP/2.0/UDP h:5060;branch=old, branch",
        "Via, SIP/2.0/TCP h:5060;branch=z9hG4bK1, via-transport",
        "From, <sip:a@h>, from-tag",
        "CSeq, 1 OPTIONS, cseq-method",
        "CSeq, 2147483648 INVITE, cseq-number",
        "Content-Type, '', content-type",
    })
    void seesABrokenHeader(String header, String value, String rule) throws Exception {
        SipHeaders headers = value.isEmpty()
                ? invite("z9hG4bK1", 1).headers().without(header)
                : invite("z9hG4bK1", 1).headers().replace(header, value);
        checker.request(invite("z9hG4bK1", 1).withHeaders(headers), Protocol.UDP);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly(rule);
    }

    @Test
    void seesABranchUsedTwice() throws Exception {
        checker.request(invite("z9hG4bK1", 1), Protocol.UDP);
        checker.request(invite("z9hG4bK1", 2), Protocol.UDP);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("branch-reused");
    }

    @Test
    void seesACSeqThatDoesNotRise() throws Exception {
        checker.request(invite("z9hG4bK1", 2), Protocol.UDP);
        checker.request(invite("z9hG4bK2", 2), Protocol.UDP);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("cseq-not-rising");
    }

    @Test
    void seesACancelThatIsNotLikeItsInvite() throws Exception {
        checker.request(invite("z9hG4bK1", 1), Protocol.UDP);
        SipRequest cancel = companion("CANCEL", "z9hG4bK1", 1);
        checker.request(new SipRequest("CANCEL", "sip:other@h", cancel.headers(), ""), Protocol.UDP);
        checker.request(companion("CANCEL", "z9hG4bK2", 1), Protocol.UDP);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("cancel-differs", "cancel-unknown");
    }

    @Test
    void seesARegisterForAUser() throws Exception {
        SipHeaders headers =
                invite("z9hG4bK1", 1).headers().replace("CSeq", "1 REGISTER").replace("To", "<sip:a@h>");
        checker.request(new SipRequest("REGISTER", "sip:a@h", headers, ""), Protocol.UDP);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("register-uri-user");
    }

    @Test
    void seesAnAnswerThatIsNotToOurRequest() throws Exception {
        SipRequest ours = invite("z9hG4bK1", 1);
        checker.response(ours.answer(200, "OK").withToTag("t").with("Contact", "<sip:b@h>"), ours);
        assertThat(violations.list()).isEmpty();
        checker.response(ours.answer(200, "OK"), ours);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("response-to-tag", "contact-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 4', 'abc', Content-Length 4 but 3",
        "'Content-Length: x', '', bad Content-Length",
        "'No colon here', '', bad header line",
        "'CSeq: nine INVITE', '', bad CSeq",
    })
    void theParserIsStrict(String line, String body, String complaint) {
        String cseq = line.startsWith("CSeq") ? line : "CSeq: 1 INVITE";
        String message = "INVITE sip:b@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\n"
                + "To: <sip:b@h>\r\nCall-ID: 1\r\n" + cseq + "\r\n" + (line.startsWith("CSeq") ? "" : line + "\r\n")
                + "\r\n" + body;
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SipParser.parse(message.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SipFormatException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        SipRequest invite = invite("z9hG4bK1", 1).with("Subject", "Gr\u00fc\u00dfe");
        assertThat(SipParser.parse(SipWriter.bytes(invite, SipWriter.Names.USUAL))
                        .headers()
                        .first("subject"))
                .contains("Gr\u00fc\u00dfe");
        SipMessage shouted = SipParser.parse(SipWriter.bytes(invite, SipWriter.Names.CAPITAL));
        assertThat(shouted.body()).isEqualTo(invite.body());
        assertThat(shouted.headers().list()).extracting(SipHeaders.Header::name).contains("CALL-ID", "VIA");
        assertThat(shouted.callId()).isEqualTo("call");
    }

    @Test
    void urisAndAddressesAreCutApart() throws Exception {
        NameAddress address =
                NameAddress.parse("\"A \\\"<B>\\\"\" <sip:h.example:443;x-i=1;x-c=a/s/1/b>;tag=7;expires=60");
        assertThat(address.display()).isEqualTo("A \"<B>\"");
        assertThat(address.tag()).contains("7");
        assertThat(address.sipUri().port()).hasValue(443);
        assertThat(address.sipUri().parameter("x-c")).contains("a/s/1/b");
        assertThat(NameAddress.parse("sip:a@[::1]:5060;expires=5").sipUri().host())
                .isEqualTo("::1");
        assertThat(NameAddress.parse("sip:a@h;expires=5").parameters()).containsEntry("expires", "5");
    }

    private static SipRequest invite(String branch, long number) {
        SipHeaders headers = companion("INVITE", branch, number)
                .headers()
                .with("Contact", "<sip:a@h:5060>")
                .with("Content-Type", "application/sdp");
        return new SipRequest("INVITE", "sip:b@h", headers, "v=0\r\n");
    }

    private static SipRequest companion(String method, String branch, long number) {
        SipHeaders headers = SipHeaders.EMPTY
                .with("Via", "SIP/2.0/UDP h:5060;branch=" + branch)
                .with("Max-Forwards", "70")
                .with("From", "<sip:a@h>;tag=1")
                .with("To", "<sip:b@h>")
                .with("Call-ID", "call")
                .with("CSeq", number + " " + method);
        return new SipRequest(method, "sip:b@h", headers, "");
    }
}
