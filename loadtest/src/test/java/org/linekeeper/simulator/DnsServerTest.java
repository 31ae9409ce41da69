package org.linekeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asked by the JDK's own resolver. */
class DnsServerTest {
    private final DnsZone zone = new DnsZone();
    private DnsServer server;

    @BeforeEach
    void start() throws Exception {
        server = DnsServer.start(new InetSocketAddress("127.77.7.53", 0), zone);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersSrvNaptrAddressesAndCname() throws Exception {
        zone.add("_sip._udp.proxy.example", 60, new DnsZone.Srv(10, 5, 5060, "edge.example"))
                .add("proxy.example", 60, new DnsZone.Naptr(1, 2, "S", "SIP+D2U", "_sip._udp.proxy.example"))
                .add("edge.example", 60, DnsZone.Address.of("127.77.7.1"))
                .add("edge.example", 60, DnsZone.Address.of("::1"))
                .add("alias.example", 60, new DnsZone.Cname("edge.example"));

        assertThat(ask("_sip._udp.proxy.example", "SRV")).containsExactly("10 5 5060 edge.example.");
        assertThat(ask("proxy.example", "NAPTR")).singleElement().asString().contains("SIP+D2U");
        assertThat(ask("edge.example", "A")).containsExactly("127.77.7.1");
        assertThat(ask("edge.example", "AAAA")).singleElement().asString().contains("::1");
        assertThat(ask("ALIAS.example", "A")).containsExactly("127.77.7.1");
        assertThat(server.asked()).extracting(DnsServer.Asked::type).containsExactly("SRV", "NAPTR", "A", "AAAA", "A");
        assertThat(server.asked().get(0).answers())
                .singleElement()
                .hasToString("Entry[name=_sip._udp.proxy.example, ttl=60, data=SRV 10 5 5060 edge.example]");
    }

    @Test
    void tellsAMissingNameFromAMissingType() throws Exception {
        zone.add("edge.example", 60, DnsZone.Address.of("127.77.7.1"));
        assertThat(ask("edge.example", "SRV")).isEmpty();
        assertThatThrownBy(() -> ask("nobody.example", "A")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    void anAnswerThatIsTooLongComesOverTcp() throws Exception {
        for (int i = 0; i < 30; i++) {
            zone.add("_sip._tcp.many.example", 60, new DnsZone.Srv(i, 0, 5060, "target-" + i + ".many.example"));
        }
        assertThat(ask("_sip._tcp.many.example", "SRV")).hasSize(30);
        assertThat(server.asked()).extracting(DnsServer.Asked::tcp).contains(true);
    }

    // The DNS provider of JNDI makes strings and nothing else.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private List<String> ask(String name, String type) throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(
                Context.PROVIDER_URL,
                "dns://" + server.address().getAddress().getHostAddress() + ":"
                        + server.address().getPort());
        InitialDirContext context = new InitialDirContext(environment);
        Attribute attribute = context.getAttributes(name, new String[] {type}).get(type);
        List<String> values = new ArrayList<>();
        if (attribute != null) {
            Collections.list(attribute.getAll()).forEach(value -> values.add(value.toString()));
        }
        context.close();
        return values;
    }
}
