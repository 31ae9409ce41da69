package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** The SBC works without a gateway: two of them, back to back over mutual TLS, carry calls of SIPp. */
class KamailioSbcIT {
    private static final Path FOLDER = WorkFolder.fresh(KamailioSbcIT.class);

    @Test
    void callsCrossTwoSbcsOverMutualTls() throws Exception {
        LabCertificates certificates = LabCertificates.create(FOLDER.resolve("tls"));
        InetSocketAddress near = Ports.free("127.77.8.30");
        InetSocketAddress far = Ports.free("127.77.8.31");
        TeamsBehindSbc teams = new TeamsBehindSbc(FOLDER.resolve("sipp"));
        KamailioSbc.Place nearPlace = new KamailioSbc.Place(Users.SBC, near, teams.address(), far, Users.TENANT);
        KamailioSbc.Place farPlace = new KamailioSbc.Place(Users.TENANT, far, teams.address(), near, Users.SBC);
        try (KamailioSbc calling = KamailioSbc.start(FOLDER.resolve("near"), nearPlace, certificates, "sbc-peer");
                KamailioSbc called = KamailioSbc.start(FOLDER.resolve("far"), farPlace, certificates, "gateway");
                SippRun answering = teams.answer(20, Duration.ofMillis(50), Duration.ofSeconds(20))) {
            SippResult result = teams.call(calling, 20, 20, Duration.ofMillis(200));
            assertThat(result.allSucceeded(20))
                    .as(() -> result + "\n" + calling.logTail(20) + "\n" + called.logTail(20))
                    .isTrue();
            assertThat(answering.await().allSucceeded(20)).isTrue();
        }
    }
}
