package org.linekeeper.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How a simulated hosted PBX behaves.
 *
 * @param domain its SIP domain and realm; need not be resolvable
 * @param edge where its edge proxy listens, UDP and TCP; port 0 for any free port
 * @param maxExpires the longest registration it grants
 * @param minExpires a shorter wish is answered 423
 * @param nonceLife after which a nonce is stale
 * @param algorithms of its challenges, the best first
 * @param challengeInvites whether an INVITE is challenged as well
 * @param encrypts whether it offers SRTP
 */
public record PbxSettings(
        String domain,
        InetSocketAddress edge,
        Duration maxExpires,
        Duration minExpires,
        Duration nonceLife,
        List<DigestAlgorithm> algorithms,
        boolean challengeInvites,
        boolean encrypts) {
    public PbxSettings {
        algorithms = List.copyOf(algorithms);
    }

    /** One hour at most, 20 s at least, nonces for five minutes, SHA-256 and MD5, INVITEs challenged, no SRTP. */
    public static PbxSettings of(String domain, InetSocketAddress edge) {
        return new PbxSettings(
                domain,
                edge,
                Duration.ofHours(1),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
                true,
                false);
    }

    public PbxSettings expires(Duration min, Duration max) {
        return new PbxSettings(domain, edge, max, min, nonceLife, algorithms, challengeInvites, encrypts);
    }

    public PbxSettings nonceLife(Duration life) {
        return new PbxSettings(domain, edge, maxExpires, minExpires, life, algorithms, challengeInvites, encrypts);
    }

    public PbxSettings algorithms(DigestAlgorithm... wanted) {
        return new PbxSettings(
                domain, edge, maxExpires, minExpires, nonceLife, List.of(wanted), challengeInvites, encrypts);
    }

    public PbxSettings encrypting() {
        return new PbxSettings(domain, edge, maxExpires, minExpires, nonceLife, algorithms, challengeInvites, true);
    }
}
