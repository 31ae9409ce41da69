package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.RegistrationOptions;
import org.linekeeper.config.model.RegistrationPace;
import org.linekeeper.dns.Target;

/** PBXs that say how many REGISTERs they bear. */
final class PaceOfPbxTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LINES = 3_000;

    private final PbxField field = new PbxField(8, RegistrationSettings.defaults());
    private final Target target = field.target();

    private void pbx(String id) {
        field.pbx(id, HOUR, target);
    }

    private void says(String id, int perSecond) {
        Pbx pbx = field.settings.pbx(id).orElseThrow();
        field.settings.put(pbx.with(RegistrationOptions.NONE.with(
                perSecond == 0
                        ? RegistrationPace.NONE
                        : new RegistrationPace(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(perSecond)))));
    }

    private void know(String id) {
        FakeRegistrar registrar = field.network.registrars.get(target);
        PbxField.know(registrar == null ? field.registrarAt(target) : registrar, id, LINES, "pw");
    }

    private int registeredIn(String id, Duration time) {
        int before = field.registered(id);
        field.world.forward(time);
        return field.registered(id) - before;
    }

    @Test
    void aPbxGetsItsOwnPaceFromTheFirstRegisterOn() {
        know("pbx");
        pbx("pbx");
        says("pbx", 2);
        field.lines("pbx", LINES, "pw");

        assertThat(registeredIn("pbx", Duration.ofSeconds(60))).isBetween(112, 122);
    }

    @Test
    void aChangeActsWithoutARestart() {
        know("pbx");
        pbx("pbx");
        field.lines("pbx", LINES, "pw");
        field.world.forward(Duration.ofSeconds(40));
        assertThat(field.view("pbx").targets().get(0).perSecond()).hasValue(50);

        says("pbx", 5);
        field.world.forward(Duration.ofSeconds(1));
        assertThat(registeredIn("pbx", Duration.ofSeconds(20))).isBetween(95, 105);
        says("pbx", 0);
        field.world.forward(Duration.ofSeconds(50));
        assertThat(field.view("pbx").targets().get(0).perSecond()).hasValue(50);
    }

    @Test
    void atASharedAddressTheStrictestOneHoldsForAll() {
        know("one");
        know("other");
        know("silent");
        pbx("one");
        pbx("other");
        pbx("silent");
        says("one", 4);
        says("other", 100);
        field.line("one", 1, "pw");
        field.line("other", 1, "pw");
        field.world.forward(Duration.ofSeconds(1));
        field.lines("silent", LINES, "pw");
        assertThat(registeredIn("silent", Duration.ofSeconds(30))).isBetween(110, 125);

        says("one", 0);
        field.world.forward(Duration.ofSeconds(60));
        assertThat(field.view("silent").targets().get(0).perSecond()).hasValue(100);
    }
}
