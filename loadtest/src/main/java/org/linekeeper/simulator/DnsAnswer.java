package org.linekeeper.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to one question.
 *
 * @param additional addresses of SRV targets
 */
record DnsAnswer(DnsResponseCode code, List<DnsZone.Entry> records, List<DnsZone.Entry> additional) {
    private static final int MAX_CHAIN = 8;
    private static final int HEADER = 12;
    private static final int RECORD = 24;

    static DnsAnswer of(DnsZone zone, String asked, String type) {
        List<DnsZone.Entry> records = new ArrayList<>();
        String name = asked;
        for (int link = 0; link < MAX_CHAIN; link++) {
            List<DnsZone.Entry> here = zone.of(name);
            List<DnsZone.Entry> wanted = here.stream()
                    .filter(entry -> entry.data().type().equals(type))
                    .toList();
            records.addAll(wanted);
            Optional<DnsZone.Entry> alias = here.stream()
                    .filter(entry -> entry.data() instanceof DnsZone.Cname)
                    .findFirst();
            if (!wanted.isEmpty() || alias.isEmpty()) {
                break;
            }
            // RFC 1034 section 3.6.2: the CNAME goes into the answer and the question starts again at its target.
            records.add(alias.get());
            name = ((DnsZone.Cname) alias.get().data()).target();
        }
        DnsResponseCode code =
                zone.exists(name) || !records.isEmpty() ? DnsResponseCode.NOERROR : DnsResponseCode.NXDOMAIN;
        return new DnsAnswer(code, List.copyOf(records), targets(zone, records));
    }

    private static List<DnsZone.Entry> targets(DnsZone zone, List<DnsZone.Entry> records) {
        List<DnsZone.Entry> addresses = new ArrayList<>();
        for (DnsZone.Entry entry : records) {
            if (entry.data() instanceof DnsZone.Srv srv) {
                zone.of(srv.target()).stream()
                        .filter(target -> target.data() instanceof DnsZone.Address)
                        .filter(target -> !addresses.contains(target))
                        .forEach(addresses::add);
            }
        }
        return List.copyOf(addresses);
    }

    int roughBytes() {
        return HEADER
                + records.stream()
                        .mapToInt(entry -> RECORD
                                + entry.name().length()
                                + entry.data().toString().length())
                        .sum();
    }

    static DnsRawRecord raw(DnsZone.Entry entry) {
        ByteBuf content = Unpooled.buffer();
        DnsZone.Data data = entry.data();
        if (data instanceof DnsZone.Srv srv) {
            content.writeShort(srv.priority()).writeShort(srv.weight()).writeShort(srv.port());
            name(content, srv.target());
        } else if (data instanceof DnsZone.Naptr naptr) {
            content.writeShort(naptr.order()).writeShort(naptr.preference());
            text(content, naptr.flags());
            text(content, naptr.service());
            text(content, "");
            name(content, naptr.replacement());
        } else if (data instanceof DnsZone.Address address) {
            content.writeBytes(address.address().getAddress());
        } else if (data instanceof DnsZone.Cname cname) {
            name(content, cname.target());
        }
        return new DefaultDnsRawRecord(entry.name() + ".", DnsRecordType.valueOf(data.type()), entry.ttl(), content);
    }

    private static void text(ByteBuf out, String text) {
        out.writeByte(text.length());
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    private static void name(ByteBuf out, String name) {
        for (String label : DnsZone.canonical(name).split("\\.", -1)) {
            if (!label.isEmpty()) {
                text(out, label);
            }
        }
        out.writeByte(0);
    }
}
