package org.linekeeper.dns;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The zones that the tests ask for. */
final class KnotZones {
    private KnotZones() {}

    static Map<String, String> all() {
        return Map.of("example.test", example(), "other.test", other());
    }

    private static String head(String domain) {
        return """
        $ORIGIN %s.
        $TTL 60
        @ SOA ns hostmaster 1 3600 600 86400 30
        @ NS ns
        ns A 127.77.1.1
        """.formatted(domain);
    }

    private static String other() {
        return head("other.test") + """
                edge A 127.77.1.60
                ring CNAME ring.example.test.
                """;
    }

    private static String example() {
        return head("example.test")
                + """
                v4 A 127.77.1.10
                v6 AAAA 2001:db8::10
                dual A 127.77.1.11
                dual AAAA 2001:db8::11
                text TXT "no address"
                one A 127.77.1.21
                two A 127.77.1.22
                three A 127.77.1.23

                $ORIGIN naptr.example.test.
                @ NAPTR 10 10 "s" "SIP+D2S" "" _sip._sctp
                @ NAPTR 10 20 "s" "E2U+sip" "" _sip._udp
                @ NAPTR 30 1 "s" "SIP+D2U" "" _sip._udp
                @ NAPTR 20 20 "s" "SIP+D2T" "" _sip._tcp
                @ NAPTR 20 10 "S" "sips+d2t" "" secure.example.test.
                @ NAPTR 5 10 "u" "SIPS+D2T" "!^.*$!sips:x@example.test!" .
                _sip._udp SRV 1 1 5060 one.example.test.
                _sip._tcp SRV 1 1 5062 two.example.test.
                $ORIGIN example.test.
                secure SRV 1 1 5071 three

                naptr-a NAPTR 10 10 "a" "SIP+D2T" "" v4
                naptr-foreign NAPTR 10 10 "s" "SIP+D2S" "" _sip._sctp.naptr-foreign
                _sip._udp.naptr-foreign SRV 1 1 5060 one

                _sip._udp.srv SRV 20 0 5060 three
                _sip._udp.srv SRV 10 100 5061 one
                _sip._udp.srv SRV 10 0 5062 two
                _sip._tcp.srv SRV 10 0 6060 two
                _sips._tcp.srv SRV 10 0 6061 three
                srv A 127.77.1.30

                _sips._tcp.tlsonly SRV 10 0 5061 three

                _sip._udp.off SRV 0 0 0 .
                off A 127.77.1.31
                _sip._udp.tcpon SRV 0 0 0 .
                _sip._tcp.tcpon SRV 0 0 5060 one
                _sip._tcp.tcpoff SRV 0 0 0 .
                tcpoff A 127.77.1.32

                _sip._udp.dead SRV 0 0 5060 nowhere
                dead A 127.77.1.33

                _sip._udp.shut SRV 0 0 5060 x.broken.test.
                _sip._udp.half SRV 0 0 5060 x.broken.test.
                _sip._udp.half SRV 1 0 5060 one

                alias CNAME alias2
                alias2 CNAME alias3
                alias3 A 127.77.1.40
                _sip._udp.srvalias CNAME _sip._udp.srv
                far CNAME edge.other.test.
                loop CNAME loop2
                loop2 CNAME loop
                ring CNAME ring.other.test.
                gone CNAME nowhere

                zero 0 A 127.77.1.50
                short 5 A 127.77.1.51
                kept 30 A 127.77.1.52
                _sip._udp.kept 30 SRV 0 0 5060 kept

                sub NS ns.sub
                ns.sub A 127.77.1.99
                """
                + IntStream.range(0, 30)
                        .mapToObj(i ->
                                "_sip._udp.thirty SRV %d 10 5060 t%d\nt%d A 127.77.2.%d\n".formatted(i / 3, i, i, i))
                        .collect(Collectors.joining())
                + IntStream.range(0, 500)
                        .mapToObj(i -> "_sip._udp.many SRV 1 %d %d t%d\n".formatted(i % 10, 10_000 + i, i % 30))
                        .collect(Collectors.joining())
                + IntStream.range(0, 200)
                        .mapToObj(i -> "crowd A 127.77.3.%d\n".formatted(i))
                        .collect(Collectors.joining());
    }
}
