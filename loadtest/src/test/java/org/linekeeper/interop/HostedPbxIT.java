package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** The hosted PBX works without a gateway: what the other tests show is then about the gateway. */
class HostedPbxIT {
    private static final Path FOLDER = WorkFolder.fresh(HostedPbxIT.class);

    @Test
    void phonesRegisterThroughTheEdgeAndCallEachOther() throws Exception {
        List<Integer> extensions = Users.phoneExtensions(200);
        try (HostedPbx pbx = HostedPbx.start(FOLDER, Duration.ofHours(1), List.of())) {
            Phones phones = new Phones(FOLDER.resolve("sipp"), pbx.first().address());
            SippResult registered = phones.register(extensions);
            assertThat(registered.allSucceeded(200)).as(registered.toString()).isTrue();
            assertThat(pbx.core().rpc().bindings()).hasSize(200).allSatisfy((user, bindings) -> {
                assertThat(bindings).singleElement().satisfies(binding -> assertThat(binding.path())
                        .as("the edge is on the way back")
                        .contains(Ports.text(pbx.first().address())));
                assertThat(pbx.core().rpc().registers(user)).isEqualTo(1);
            });

            try (SippRun called = phones.answer(50, Duration.ofMillis(50), Duration.ofSeconds(30))) {
                SippResult calling = phones.call(Scenarios.PHONE_CALLS, extensions, 50, 25, Duration.ofMillis(200));
                assertThat(calling.allSucceeded(50)).as(calling.toString()).isTrue();
                assertThat(called.await().allSucceeded(50)).isTrue();
            }
        }
    }
}
