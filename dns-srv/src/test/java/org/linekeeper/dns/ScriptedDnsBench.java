package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.Location.Found;
import org.linekeeper.dns.Location.NotFound;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A locator that asks a DNS server which a test has written. Only A is asked for, so each location is one query. */
abstract class ScriptedDnsBench {
    static final String HOST = "127.77.1.3";

    static final InetAddress GOOD = address("127.77.1.80");

    static final InetAddress EVIL = address("127.77.1.66");

    /** Where a reply is expected, however busy the machine is. */
    static final Duration LONG = Duration.ofSeconds(5);

    /** Where the end of waiting is the point. */
    static final Duration SHORT = Duration.ofMillis(300);

    DnsServerLocator locator;

    ScriptedDns dns;

    @AfterEach
    void close() {
        locator.close();
        dns.close();
    }

    void start(Function<Message, List<byte[]>> script) throws IOException {
        start(LONG, script);
    }

    void start(Duration timeout, Function<Message, List<byte[]>> script) throws IOException {
        dns = ScriptedDns.start(HOST, script);
        open(timeout);
    }

    void open(Duration timeout) throws IOException {
        DnsSettings settings = DnsSettings.defaults()
                .withServers(List.of(dns.address()))
                .withTries(1, timeout)
                .withAddresses(AddressPolicy.IPV4_ONLY);
        locator = DnsServerLocator.open(settings, Clock.systemUTC(), new Random(1));
    }

    Location locate(String host) {
        return locate(host, DnsLookup.A);
    }

    Location locate(String host, DnsLookup lookup) {
        return locator.locate(new ServerName(host, OptionalInt.empty(), Optional.of(SipTransport.UDP), lookup))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    void assertGood(Location location) {
        assertThat(location).isInstanceOf(Found.class);
        assertThat(((Found) location).targets())
                .extracting(target -> target.address().getAddress())
                .containsExactly(GOOD);
    }

    NotFound assertNotFound(Location location, Cause cause) {
        assertThat(location).isInstanceOf(NotFound.class);
        assertThat(((NotFound) location).cause()).isEqualTo(cause);
        return (NotFound) location;
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Message reply(Message query, Record... answers) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record answer : answers) {
            reply.addRecord(answer, Section.ANSWER);
        }
        return reply;
    }

    static Record a(Message query, InetAddress address) {
        return new ARecord(query.getQuestion().getName(), DClass.IN, 60, address);
    }

    static byte[] good(Message query) {
        return reply(query, a(query, GOOD)).toWire();
    }

    static byte[] evil(Message query) {
        return reply(query, a(query, EVIL)).toWire();
    }

    static byte[] wrongId(Message query) {
        byte[] forged = evil(query);
        forged[1] ^= 1;
        return forged;
    }

    static byte[] wrongName(Message query) {
        Record other = Record.newRecord(Name.fromConstantString("other.test."), Type.A, DClass.IN);
        Message forged = new Message(query.getHeader().getID());
        forged.getHeader().setFlag(Flags.QR);
        forged.addRecord(other, Section.QUESTION);
        forged.addRecord(a(query, EVIL), Section.ANSWER);
        return forged.toWire();
    }

    static byte[] wrongType(Message query) {
        Record other = Record.newRecord(query.getQuestion().getName(), Type.TXT, DClass.IN);
        Message forged = new Message(query.getHeader().getID());
        forged.getHeader().setFlag(Flags.QR);
        forged.addRecord(other, Section.QUESTION);
        forged.addRecord(a(query, EVIL), Section.ANSWER);
        return forged.toWire();
    }

    static byte[] notAResponse(Message query) {
        byte[] forged = evil(query);
        forged[2] &= 0x7f;
        return forged;
    }

    static byte[] garbage(Message query) {
        byte[] forged = Arrays.copyOf(good(query), 400);
        Arrays.fill(forged, 12, forged.length, (byte) 0xff);
        return forged;
    }

    static byte[] noQuestion(Message query) {
        Message forged = new Message(query.getHeader().getID());
        forged.getHeader().setFlag(Flags.QR);
        return forged.toWire();
    }

    static byte[] truncated(Message query) {
        Message reply = reply(query);
        reply.getHeader().setFlag(Flags.TC);
        return reply.toWire();
    }
}
