package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;

/** RFC 7616 section 3.4: the nonce count is "the count of the number of requests ... that the client has sent with the nonce". */
class NonceCacheTest {
    private final NonceCache nonces = new NonceCache();

    @Test
    void twoCallsThatLearnOneNonceTakeDifferentUses() {
        assertThat(nonces.learn("l1", challenge("n1")).uses()).isZero();
        // The second call was challenged before the first had answered.
        nonces.forget("l1");
        assertThat(nonces.learn("l1", challenge("n1")).uses()).isEqualTo(1);
        assertThat(nonces.take("l1").orElseThrow().uses()).isEqualTo(2);
    }

    @Test
    void anotherNonceBeginsAnew() {
        nonces.learn("l1", challenge("n1"));
        assertThat(nonces.learn("l1", challenge("n2")).uses()).isZero();
        assertThat(nonces.learn("l2", challenge("n2")).uses()).isZero();
    }

    @Test
    void oneThatDidNotServeIsNotShownUnasked() {
        nonces.learn("l1", challenge("n1"));
        nonces.forget("l1");
        assertThat(nonces.take("l1")).isEmpty();
        nonces.learn("l1", challenge("n1"));
        assertThat(nonces.take("l1")).isPresent();
    }

    @Test
    void nothingIsKeptOfALineThatIsGone() {
        nonces.learn("l1", challenge("n1"));
        nonces.forget("l1");
        assertThat(nonces.size()).isOne();
        nonces.remove("l1");
        assertThat(nonces.size()).isZero();
    }

    private static DigestChallenge challenge(String nonce) {
        return new DigestChallenge(
                DigestChallenge.Source.PROXY, "pbx.example", nonce, Optional.empty(), DigestAlgorithm.MD5, true, false);
    }
}
