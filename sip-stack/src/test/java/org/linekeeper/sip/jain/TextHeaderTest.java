package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextHeaderTest {
    private static final String MESSAGE = String.join(
            "\r\n",
            "OPTIONS sip:a@b SIP/2.0",
            "Via: SIP/2.0/UDP c;branch=z9hG4bK1",
            "From: <sip:d@e>;tag=1",
            "To: <sip:a@b>",
            "Call-ID: x",
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 70",
            "");

    private final JsrFactories factories = JsrFactories.create();

    @BeforeAll
    static void withoutLog4j() {
        Slf4jStackLogger.install();
    }

    private SIPRequest request() throws ParseException {
        return (SIPRequest) factories.messages().createRequest(MESSAGE + "Content-Length: 0\r\n\r\n");
    }

    @Test
    void itIsWrittenAsItIsGivenAndTakesThePlaceOfOneBefore() throws ParseException, IOException {
        SIPRequest request = request();
        request.setHeader(factories.text("Allow", "INVITE"));
        request.setHeader(factories.text("Allow", "INVITE, ACK"));
        String sent = new String(MessageEncoder.encode(request, "UDP"), StandardCharsets.US_ASCII);
        assertThat(sent).isEqualTo(MESSAGE + "Allow: INVITE, ACK\r\nContent-Length: 0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: b", "a\nb", "a\rb", "a\0b"})
    void noValueBeginsALineOfItsOwn(String value) throws ParseException {
        assertThatThrownBy(() -> factories.text("X", value)).isInstanceOf(ParseException.class);
        SIPRequest request = request();
        ExtensionHeaderImpl evil = new ExtensionHeaderImpl("X-Evil");
        evil.setValue(value);
        request.addHeader(evil);
        assertThatThrownBy(() -> MessageEncoder.encode(request, "UDP"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("X-Evil");
    }

    @Test
    void lettersBeyondLatinDoNotStayInTheNextMessage() throws ParseException, IOException {
        SIPRequest first = request();
        ExtensionHeaderImpl name = new ExtensionHeaderImpl("X-Name");
        name.setValue("\u4f60\u597d");
        first.addHeader(name);
        assertThat(new String(MessageEncoder.encode(first, "UDP"), StandardCharsets.UTF_8))
                .contains("X-Name: \u4f60\u597d\r\n");
        assertThat(new String(MessageEncoder.encode(request(), "UDP"), StandardCharsets.UTF_8))
                .isEqualTo(MESSAGE + "Content-Length: 0\r\n\r\n");
    }
}
