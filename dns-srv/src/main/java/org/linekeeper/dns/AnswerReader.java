package org.linekeeper.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.linekeeper.dns.Answer.Failed;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads what a reply says to a question. Only the answer section is believed, and in it only the records of the name that was
 * asked for and of its aliases; glue in the additional section is never used. Pure.
 */
final class AnswerReader {
    /** How many aliases are followed; more is a mistake in the zone. */
    static final int MAX_ALIASES = 8;

    /** How many records of one name are kept; a zone of a stranger must not fill the memory. */
    static final int MAX_RECORDS = 512;

    private AnswerReader() {}

    static Answer read(Question question, Name name, Message reply) {
        int rcode = reply.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return new Failed(Location.Cause.SERVER_FAILURE, "answered " + Rcode.string(rcode));
        }
        List<Record> section = reply.getSection(Section.ANSWER);
        int type = Type.value(question.type().name());
        Name owner = name;
        Duration aliasTtl = Duration.ofDays(7);
        Set<Name> seen = new HashSet<>();
        while (true) {
            List<Record> records = recordsOf(section, owner, type);
            if (!records.isEmpty()) {
                return new Answer.Records(converted(records), shorter(aliasTtl, records));
            }
            List<Record> aliases = recordsOf(section, owner, Type.CNAME);
            if (aliases.isEmpty()) {
                return withoutRecords(reply, owner, aliasTtl, owner.equals(name));
            }
            if (!seen.add(owner) || seen.size() > MAX_ALIASES) {
                return new Failed(Location.Cause.SERVER_FAILURE, "answered with aliases (CNAME) that do not end");
            }
            aliasTtl = shorter(aliasTtl, aliases);
            owner = ((CNAMERecord) aliases.get(0)).getTarget();
        }
    }

    private static Answer withoutRecords(Message reply, Name owner, Duration aliasTtl, boolean noAlias) {
        Duration ttl = negativeTtl(reply);
        Duration shorter = ttl.compareTo(aliasTtl) < 0 ? ttl : aliasTtl;
        // RFC 6604 3: "The RCODE in the ultimate DNS response MUST BE set based on the final query cycle", so of the
        // last name.
        if (reply.getRcode() == Rcode.NXDOMAIN) {
            return new Answer.NoName(shorter);
        }
        boolean soa = has(reply, Type.SOA);
        if (!noAlias && !soa) {
            return new Answer.Alias(text(owner), aliasTtl);
        }
        // RFC 2308 2.2: without SOA and with NS records of others this is a referral, not "no data".
        if (!soa && has(reply, Type.NS)) {
            return new Failed(Location.Cause.SERVER_FAILURE, "answered with a referral, so it is no recursive server");
        }
        return new Answer.NoRecords(shorter);
    }

    /** RFC 2308 5: the smaller of the SOA's own TTL and its MINIMUM field; zero, so not to be kept, without SOA. */
    private static Duration negativeTtl(Message reply) {
        for (Record record : reply.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord soa) {
                Duration own = ttl(soa);
                Duration minimum = seconds(soa.getMinimum());
                return own.compareTo(minimum) < 0 ? own : minimum;
            }
        }
        return Duration.ZERO;
    }

    private static Duration ttl(Record record) {
        return seconds(record.getTTL());
    }

    /** RFC 2181 8: "Implementations should treat TTL values received with the most significant bit set as if the entire value received was zero." */
    private static Duration seconds(long time) {
        return time > Integer.MAX_VALUE ? Duration.ZERO : Duration.ofSeconds(time);
    }

    private static boolean has(Message reply, int type) {
        return reply.getSection(Section.AUTHORITY).stream().anyMatch(record -> record.getType() == type);
    }

    private static List<Record> recordsOf(List<Record> section, Name owner, int type) {
        List<Record> records = new ArrayList<>();
        for (Record record : section) {
            if (record.getType() == type
                    && record.getDClass() == DClass.IN
                    && record.getName().equals(owner)) {
                records.add(record);
            }
        }
        return records;
    }

    private static Duration shorter(Duration limit, List<Record> records) {
        Duration shortest = limit;
        for (Record record : records) {
            Duration ttl = ttl(record);
            shortest = ttl.compareTo(shortest) < 0 ? ttl : shortest;
        }
        return shortest;
    }

    /** The records in the order of their priority, so that a bound leaves out the least wanted. */
    private static List<ResourceRecord> converted(List<Record> records) {
        return records.stream()
                .map(AnswerReader::convert)
                .sorted(Comparator.comparingInt(AnswerReader::rank))
                .limit(MAX_RECORDS)
                .toList();
    }

    private static int rank(ResourceRecord record) {
        if (record instanceof ResourceRecord.Srv srv) {
            return srv.priority();
        }
        return record instanceof ResourceRecord.Naptr naptr ? naptr.order() : 0;
    }

    private static ResourceRecord convert(Record record) {
        if (record instanceof SRVRecord srv) {
            return new ResourceRecord.Srv(srv.getPriority(), srv.getWeight(), srv.getPort(), text(srv.getTarget()));
        }
        if (record instanceof NAPTRRecord naptr) {
            return new ResourceRecord.Naptr(
                    naptr.getOrder(),
                    naptr.getPreference(),
                    naptr.getFlags(),
                    naptr.getService(),
                    naptr.getRegexp(),
                    text(naptr.getReplacement()));
        }
        if (record instanceof ARecord a) {
            return new ResourceRecord.Address(a.getAddress());
        }
        return new ResourceRecord.Address(((AAAARecord) record).getAddress());
    }

    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true);
    }
}
