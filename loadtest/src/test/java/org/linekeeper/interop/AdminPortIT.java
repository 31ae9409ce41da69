package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the admin port says to requests that are wrong. */
class AdminPortIT {
    @RegisterExtension
    static final Lab LAB = new Lab(2, 1);

    @Test
    void aWrongTokenIsRefused() {
        AdminClient stranger = new AdminClient(LAB.gateway().place().admin(), "another-token-0123456789");
        assertThat(stranger.get("/lines/" + Users.lineId(1000)).status()).isEqualTo(401);
        assertThat(stranger.delete("/lines/" + Users.lineId(1000)).status()).isEqualTo(401);
        assertThat(LAB.lineBindings()).containsKey(Users.sipUser(1000));
    }

    @Test
    void everyFaultOfABodyIsNamedByItsPointer() {
        Map<String, Object> body = new TreeMap<>(Users.line(1600));
        body.put("phoneNumber", "not a number");
        body.put("sipUsr", "1600t");
        body.remove("pbxId");
        AdminClient.Answer answer = LAB.admin().put("/lines/line-1600", body);
        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.body()).contains("/phoneNumber", "/sipUsr", "/pbxId");
        assertThat(answer.body()).doesNotContain(KamailioPbx.password("1600t"));
        assertThat(LAB.admin().get("/lines/line-1600").status()).isEqualTo(404);
    }

    @Test
    void aPasswordNeverComesBack() {
        AdminClient.Answer answer = LAB.admin().get("/lines/" + Users.lineId(1000));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(KamailioPbx.password(Users.sipUser(1000)));
        assertThat(LAB.gateway().logLines(KamailioPbx.password(""))).isEmpty();
    }

    @Test
    void whatIsStillUsedCannotBeDeleted() {
        assertThat(LAB.admin().delete("/pbxs/" + Users.PBX).status()).isEqualTo(409);
        assertThat(LAB.admin().delete("/enterprises/" + Users.ENTERPRISE).status())
                .isEqualTo(409);
    }

    @Test
    void unknownIdsAreNotFound() {
        assertThat(LAB.admin().get("/lines/nobody").status()).isEqualTo(404);
        assertThat(LAB.admin().get("/lines/nobody/registration").status()).isEqualTo(404);
    }
}
