package org.linekeeper.sip.jain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParserFactory;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeaderNamesTest {
    @Test
    void everyHeaderThatJainSipHasAParserForIsKnown() throws Exception {
        assertThat(mapIn(ParserFactory.class, "parserTable").keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(HeaderNames.isKnown((String) name))
                        .as((String) name)
                        .isTrue());
    }

    @Test
    void namesThatSomebodyInventsAreNotKept() throws Exception {
        parsed("Warm: up");
        int before = mapIn(SIPHeaderNamesCache.class, "lowercaseMap").size();

        SIPMessage message = parsed(IntStream.range(0, 500)
                .mapToObj(i -> "X-Invented-" + i + ": " + i)
                .collect(Collectors.joining("\r\n")));

        assertThat(message.getHeader("x-invented-499")).isNotNull();
        assertThat(message.getHeader("X-Invented-7").toString()).isEqualTo("X-Invented-7: 7\r\n");
        assertThat(mapIn(SIPHeaderNamesCache.class, "lowercaseMap")).hasSize(before);
        assertThat(((SIPMessage) message.clone()).getHeader("X-Invented-0")).isNotNull();
        assertThat(mapIn(SIPHeaderNamesCache.class, "lowercaseMap")).hasSize(before);
    }

    private static SIPMessage parsed(String headers) throws Exception {
        String message = String.join(
                "\r\n",
                "OPTIONS sip:a@example.com SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
                "From: <sip:b@example.com>;tag=1",
                "To: <sip:a@example.com>",
                "Call-ID: 1",
                "CSeq: 1 OPTIONS",
                "Max-Forwards: 70",
                headers,
                "Content-Length: 0",
                "",
                "");
        return new SafeParserFactory()
                .createMessageParser(null)
                .parseSIPMessage(message.getBytes(UTF_8), true, false, null);
    }

    private static Map<?, ?> mapIn(Class<?> type, String field) throws Exception {
        Field held = type.getDeclaredField(field);
        held.setAccessible(true);
        return (Map<?, ?>) held.get(null);
    }
}
