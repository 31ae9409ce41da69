package org.linekeeper.call.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {
    @ParameterizedTest
    @CsvSource({
        "id, true, false, id",
        "ID;critical, true, false, id;critical",
        "user, true, false, id",
        "header, true, true, id;history",
        "history, false, true, id;history",
        "none, false, false, id",
        "none;id, false, false, id",
        "session, false, false, id",
        "idle, false, false, id",
        "'user, id ; history', true, true, id;history"
    })
    void saysWhatIsHidden(String header, boolean caller, boolean history, String handedOn) {
        Privacy privacy = Privacy.parse(List.of(header));
        assertThat(privacy.hidesCaller()).isEqualTo(caller);
        assertThat(privacy.hidesHistory()).isEqualTo(history);
        assertThat(privacy.handedOn()).isEqualTo(handedOn);
    }

    @Test
    void severalHeadersCountTogether() {
        assertThat(Privacy.parse(List.of("id", "critical")).handedOn()).isEqualTo("id;critical");
        assertThat(Privacy.parse(List.of()).hidesCaller()).isFalse();
    }
}
