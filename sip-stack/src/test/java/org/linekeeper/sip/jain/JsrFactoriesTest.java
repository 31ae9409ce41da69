package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by a short cut is what JAIN-SIP's parser makes of it. */
class JsrFactoriesTest {
    private final JsrFactories factories = JsrFactories.create();

    @ParameterizedTest
    @CsvSource({
        "+4989123, sbc.example.com",
        "101, 192.0.2.1",
        "*97, pbx.example",
        "anna%20b, pbx.example",
        "a&b=c, pbx.example",
        "101;phone-context=+49, pbx.example",
        "anna, '2001:db8::1'",
        "anna, '[2001:db8::1]'"
    })
    void urisAreThoseOfTheParser(String user, String host) throws Exception {
        assertThat(factories.uri(user, host))
                .isEqualTo(factories.addresses().createSipURI(user, host))
                .hasToString(factories.addresses().createSipURI(user, host).toString());
    }

    @Test
    void uriWithoutUserIsThatOfTheParser() throws Exception {
        assertThat(factories.uri("", "pbx.example"))
                .isEqualTo(factories.addresses().createURI("sip:pbx.example"))
                .hasToString("sip:pbx.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/sdp", "multipart/mixed;boundary=\"unique boundary\"", "text/plain; charset=utf-8"})
    void contentTypesAreThoseOfTheParser(String value) throws Exception {
        assertThat(factories.contentType(value))
                .hasToString(
                        factories.headers().createHeader("Content-Type", value).toString());
    }

    @Test
    void whatIsNoContentTypeIsRefused() {
        assertThatThrownBy(() -> factories.contentType("sdp")).isInstanceOf(ParseException.class);
    }
}
