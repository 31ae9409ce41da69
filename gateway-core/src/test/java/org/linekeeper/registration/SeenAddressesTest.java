package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.RegistrationOptions;
import org.linekeeper.config.model.RegistrationOptions.Use;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.register.RegisterClient.ContactAddress;

/** RFC 3581 4: {@code received} and {@code rport} say where a request came from. */
final class SeenAddressesTest {
    private static final ContactAddress CONTACT = new ContactAddress("192.0.2.250", 5060, SipTransport.UDP);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.250:5060,192.0.2.250,UDP,false",
        "192.0.2.250,192.0.2.250,UDP,false",
        "192.0.2.250:40000,192.0.2.250,UDP,true",
        "203.0.113.5:5060,192.0.2.250,UDP,true",
        "203.0.113.5,192.0.2.250,UDP,true",
        // each connection has a port of its own
        "192.0.2.250:40000,192.0.2.250,TCP,false",
        "203.0.113.5:40000,192.0.2.250,TLS,true",
        // one address may be written in several ways
        "[2001:DB8::1]:5060,[2001:db8:0::1],UDP,false",
        "[2001:db8::1],[2001:db8::1],UDP,false",
        "[2001:db8::2]:5060,[2001:db8::1],UDP,true",
        // what a name stands for is not asked
        "203.0.113.5:5060,sbc.example.com,UDP,false",
        "nonsense,192.0.2.250,UDP,false",
        "[nonsense]:1,192.0.2.250,UDP,false",
        "1.2.3.4.5:5060,192.0.2.250,UDP,false",
        "999.1.1.1:5060,192.0.2.250,UDP,false"
    })
    void anotherAddressThanTheContactNamesIsATranslation(
            String seen, String host, SipTransport transport, boolean translated) {
        SeenAddresses addresses = new SeenAddresses();
        Optional<SeenAddresses.Translation> told =
                addresses.heard(target(1), Optional.of(seen), new ContactAddress(host, 5060, transport));

        assertThat(told.isPresent()).isEqualTo(translated);
        assertThat(addresses.isTranslated()).isEqualTo(translated);
    }

    @Test
    void aTranslationIsToldOnceAndAgainWhenItChanges() {
        SeenAddresses addresses = new SeenAddresses();
        Target target = target(1);
        assertThat(addresses.heard(target, Optional.of("203.0.113.5:1024"), CONTACT))
                .isPresent();
        assertThat(addresses.isKnown(target, Optional.of("203.0.113.5:1024"))).isTrue();
        assertThat(addresses.isKnown(target, Optional.empty())).isFalse();
        assertThat(addresses.heard(target, Optional.of("203.0.113.5:1024"), CONTACT))
                .isEmpty();
        assertThat(addresses.heard(target, Optional.of("203.0.113.6:1024"), CONTACT))
                .isPresent();

        assertThat(addresses.heard(target, Optional.empty(), CONTACT)).isEmpty();
        assertThat(addresses.isTranslated()).isFalse();
        assertThat(addresses.translation()).isEmpty();
    }

    /** One address family goes through a translator and the other does not: nothing flaps. */
    @Test
    void eachTargetIsSeenByItself() {
        SeenAddresses addresses = new SeenAddresses();
        addresses.heard(target(1), Optional.of("203.0.113.5:5060"), CONTACT);
        addresses.heard(target(2), Optional.of("192.0.2.250:5060"), CONTACT);

        assertThat(addresses.isTranslated()).isTrue();
        assertThat(addresses.heard(target(1), Optional.of("203.0.113.5:5060"), CONTACT))
                .isEmpty();
    }

    /** A PBX that invents ports does not fill the log. */
    @Test
    void whoSeesAnotherAddressEachTimeIsNotToldOfForEver() {
        SeenAddresses addresses = new SeenAddresses();
        long told = 0;
        for (int port = 1; port <= 1_000; port++) {
            told += addresses.heard(target(1), Optional.of("203.0.113.5:" + port), CONTACT).stream()
                    .count();
        }
        assertThat(told).isEqualTo(16);
        assertThat(addresses.translation().orElseThrow().seen()).isEqualTo("203.0.113.5:1000");
    }

    @Test
    void theOperatorSeesItUnlessItIsExpected() {
        PbxField field = new PbxField(1, RegistrationSettings.defaults());
        Target target = field.target();
        FakeRegistrar registrar = field.registrarAt(target);
        PbxField.know(registrar, "pbx", 3, "pw");
        registrar.received = Optional.of("203.0.113.5:40000");
        field.pbx("pbx", Duration.ofMinutes(10), target);
        field.lines("pbx", 3, "pw");
        field.world.forward(Duration.ofMinutes(1));

        assertThat(field.view("pbx").learned().address())
                .contains(new PbxLearnedView.AddressSeen("203.0.113.5:40000", "192.0.2.250:5060", false));
        assertThat(field.engine.levels().addressesTranslated()).isEqualTo(1);

        Pbx pbx = field.settings.pbx("pbx").orElseThrow();
        field.settings.put(pbx.with(new RegistrationOptions(Optional.empty(), Use.AUTO, Use.AUTO, true)));
        field.world.forward(Duration.ofMinutes(1));
        assertThat(field.view("pbx").learned().address().orElseThrow().expected())
                .isTrue();
        assertThat(field.engine.levels().addressesTranslated()).isZero();

        registrar.received = Optional.of("192.0.2.250:5060");
        field.world.forward(Duration.ofMinutes(10));
        assertThat(field.view("pbx").learned().address()).isEmpty();
    }

    private static Target target(int port) {
        return new Target(SipTransport.UDP, new InetSocketAddress("192.0.2.10", port), "proxy.example.net");
    }
}
