package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.sdp;
import static org.linekeeper.call.machine.Samples.text;

import org.junit.jupiter.api.Test;

/** RFC 3264 section 8: the version of {@code o=} "MUST increment by one from the previous SDP", whatever the other leg counts. */
class OriginVersionTest {
    private final Session talking =
            Session.offering(Dialect.PBX, sdp(1, "sendrecv")).answered(sdp(5, "sendrecv"));

    /** The far end of the other leg offered versions 2 and 3 too, which were refused there and never came here. */
    @Test
    void noVersionIsLeftOut() {
        Session.Said hold = talking.offer(sdp(4, "inactive"));
        assertThat(text(hold.body())).contains("o=- 7 2 ");
        Session held = hold.next().answered(sdp(6, "inactive"));
        assertThat(text(held.offer(sdp(5, "sendrecv")).body())).contains("o=- 7 3 ");
    }

    @Test
    void afterARefusalTheNextDescriptionHasTheNextVersion() {
        Session refused = talking.offer(sdp(2, "inactive")).next().refused();
        assertThat(refused.refresh().body()).isEqualTo(sdp(1, "sendrecv"));
        assertThat(text(refused.offer(sdp(4, "recvonly")).body())).contains("o=- 7 3 ");
    }
}
