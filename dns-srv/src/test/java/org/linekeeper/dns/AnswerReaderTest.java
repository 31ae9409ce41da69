package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Answer.Alias;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Answer.NoName;
import org.linekeeper.dns.Answer.NoRecords;
import org.linekeeper.dns.Answer.Records;
import org.linekeeper.dns.ResourceRecord.Address;
import org.linekeeper.dns.ResourceRecord.Srv;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnswerReaderTest {
    static final Name PBX = Name.fromConstantString("pbx.test.");
    static final Name EDGE = Name.fromConstantString("edge.test.");
    static final Name OTHER = Name.fromConstantString("other.test.");

    final Message reply = new Message(1);

    AnswerReaderTest() {
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(Record.newRecord(PBX, Type.A, DClass.IN), Section.QUESTION);
    }

    void answer(Record record) {
        reply.addRecord(record, Section.ANSWER);
    }

    static Record a(Name owner, long ttl, int last) {
        return new ARecord(owner, DClass.IN, ttl, ScriptedDnsBench.address("127.77.1." + last));
    }

    static Record cname(Name owner, long ttl, Name target) {
        return new CNAMERecord(owner, DClass.IN, ttl, target);
    }

    void soa(long ttl, long minimum) {
        reply.addRecord(new SOARecord(PBX, DClass.IN, ttl, PBX, PBX, 1, 1, 1, 1, minimum), Section.AUTHORITY);
    }

    Answer read() {
        return AnswerReader.read(new Question("pbx.test", RecordType.A), PBX, reply);
    }

    static Address address(int last) {
        return new Address(ScriptedDnsBench.address("127.77.1." + last));
    }

    @Test
    void recordsOfOtherNamesAreIgnored() {
        answer(a(OTHER, 60, 66));
        answer(a(PBX, 60, 1));
        assertThat(((Records) read()).records()).containsExactly(address(1));
    }

    @Test
    void recordsOfOtherNamesAloneAreNone() {
        answer(a(OTHER, 60, 66));
        assertThat(read()).isEqualTo(new NoRecords(Duration.ZERO));
    }

    @Test
    void recordsOfOtherClassesAreIgnored() {
        answer(new ARecord(PBX, DClass.CH, 60, ScriptedDnsBench.address("127.77.1.66")));
        assertThat(read()).isInstanceOf(NoRecords.class);
    }

    @Test
    void theShortestTtlOfAliasesAndRecordsCounts() {
        answer(cname(PBX, 20, EDGE));
        answer(a(EDGE, 60, 1));
        answer(a(EDGE, 50, 2));
        assertThat(read().getClass()).isEqualTo(Records.class);
        assertThat(((Records) read()).ttl()).isEqualTo(Duration.ofSeconds(20));
        assertThat(((Records) read()).records()).containsExactlyInAnyOrder(address(1), address(2));
    }

    @Test
    void anAliasWithoutEndIsHandedOn() {
        answer(cname(PBX, 20, EDGE));
        assertThat(read()).isEqualTo(new Alias("edge.test", Duration.ofSeconds(20)));
    }

    @Test
    void anAliasToANameWithoutRecordsIsNoRecords() {
        answer(cname(PBX, 20, EDGE));
        soa(300, 30);
        assertThat(read()).isEqualTo(new NoRecords(Duration.ofSeconds(20)));
    }

    @Test
    void anAliasToItselfIsAFailure() {
        answer(cname(PBX, 20, PBX));
        assertThat(read()).isInstanceOf(Failed.class);
    }

    @Test
    void negativeTtlIsTheSmallerOfBothInTheSoa() {
        reply.getHeader().setRcode(Rcode.NXDOMAIN);
        soa(300, 30);
        assertThat(read()).isEqualTo(new NoName(Duration.ofSeconds(30)));
        reply.removeAllRecords(Section.AUTHORITY);
        soa(20, 30);
        assertThat(read()).isEqualTo(new NoName(Duration.ofSeconds(20)));
    }

    @Test
    void ofTooManyRecordsThoseOfHighestPriorityAreKept() {
        Name service = Name.fromConstantString("_sip._udp.pbx.test.");
        for (int i = 999; i >= 0; i--) {
            answer(new SRVRecord(service, DClass.IN, 60, i, 1, 5060, EDGE));
        }
        Records read = (Records) AnswerReader.read(new Question("_sip._udp.pbx.test", RecordType.SRV), service, reply);
        assertThat(read.records())
                .hasSize(AnswerReader.MAX_RECORDS)
                .allMatch(record -> ((Srv) record).priority() < AnswerReader.MAX_RECORDS);
    }
}
