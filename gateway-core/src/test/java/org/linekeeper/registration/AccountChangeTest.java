package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.linekeeper.registration.machine.Account;

final class AccountChangeTest {
    private final Account before =
            new Account(EngineFixture.line(1, "first", true), EngineFixture.pbxAt("one.example.net"));

    @Test
    void aNewPasswordIsSeenBesideANewPlace() {
        Account after = new Account(EngineFixture.line(1, "second", true), EngineFixture.pbxAt("two.example.net"));

        assertThat(before.changeTo(after)).isEqualTo(Account.Change.LOCATION);
        assertThat(before.hasCredentialsOf(after)).isFalse();
    }

    @Test
    void aNewPlaceAloneLeavesTheCredentialsProven() {
        Account after = new Account(before.line(), EngineFixture.pbxAt("two.example.net"));

        assertThat(before.changeTo(after)).isEqualTo(Account.Change.LOCATION);
        assertThat(before.hasCredentialsOf(after)).isTrue();
    }
}
