package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.dns.AnswerReaderTest.EDGE;
import static org.linekeeper.dns.AnswerReaderTest.PBX;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** RFC 2181 8: "treat TTL values received with the most significant bit set as if the entire value received was zero". */
class TopBitOfTtlTest {
    /** Stands in a reply where a value is put that dnsjava writes for nobody. */
    private static final int PLACE = 0x1234_5678;

    private static Answer read(int ttl, Record... records) throws IOException {
        return read(ttl, Section.ANSWER, records);
    }

    private static Answer read(int ttl, int section, Record... records) throws IOException {
        Message reply = new Message(1);
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(Record.newRecord(PBX, Type.A, DClass.IN), Section.QUESTION);
        for (Record record : records) {
            reply.addRecord(record, section);
        }
        ByteBuffer wire = ByteBuffer.wrap(reply.toWire());
        for (int at = 0; at + Integer.BYTES <= wire.capacity(); at++) {
            if (wire.getInt(at) == PLACE) {
                wire.putInt(at, ttl);
            }
        }
        return AnswerReader.read(new Question("pbx.test", RecordType.A), PBX, new Message(wire.array()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8000_0000, 0x8000_0E10, 0xffff_ffff})
    void ofARecordItIsNone(int ttl) throws IOException {
        assertThat(read(ttl, AnswerReaderTest.a(PBX, PLACE, 1), AnswerReaderTest.a(PBX, 60, 2)))
                .isInstanceOfSatisfying(Answer.Records.class, records -> assertThat(records.ttl())
                        .isZero());
        assertThat(read(ttl, AnswerReaderTest.cname(PBX, PLACE, EDGE), AnswerReaderTest.a(EDGE, 60, 1)))
                .isInstanceOfSatisfying(Answer.Records.class, records -> assertThat(records.ttl())
                        .isZero());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8000_0000, 0xffff_ffff})
    void ofANegativeAnswerItIsNone(int ttl) throws IOException {
        assertThat(read(ttl, Section.AUTHORITY, new SOARecord(PBX, DClass.IN, PLACE, PBX, PBX, 1, 1, 1, 1, 300)))
                .isEqualTo(new Answer.NoRecords(Duration.ZERO));
        assertThat(read(ttl, Section.AUTHORITY, new SOARecord(PBX, DClass.IN, 300, PBX, PBX, 1, 1, 1, 1, PLACE)))
                .isEqualTo(new Answer.NoRecords(Duration.ZERO));
    }

    @Test
    void withoutItTheLongestTimeStays() throws IOException {
        assertThat(read(
                        0x7fff_ffff,
                        Section.AUTHORITY,
                        new SOARecord(PBX, DClass.IN, PLACE, PBX, PBX, 1, 1, 1, 1, 300)))
                .isEqualTo(new Answer.NoRecords(Duration.ofMinutes(5)));
    }
}
