package org.linekeeper.bench.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestCredentials;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterIdentity;

/** Lines of one PBX, made as the gateway makes them. */
final class Lines {
    private static final String DOMAIN = "tenant-0815.pbx.example";
    private static final Optional<String> PROXY = Optional.of("proxy.pbx.example:5060");
    private static final DigestClient DIGEST = new DigestClient(() -> "0a4f113b6ac29d01");
    private static final Duration HOUR = Duration.ofHours(1);

    private Lines() {}

    static Register register(int line, boolean authorized) {
        long high = 0x9E3779B97F4A7C15L * (line + 1);
        return new Register(
                DOMAIN,
                user(line),
                PROXY,
                new RegisterIdentity(high, high * 31),
                line + 1L,
                HOUR,
                Register.Asking.BINDING,
                true,
                true,
                authorized ? List.of(answer(line)) : List.of());
    }

    static Authorization answer(int line) {
        return DIGEST.answer(
                RegisterPathBench.session(line),
                new DigestCredentials(user(line), "s3cret-password-" + line),
                "REGISTER",
                "sip:" + DOMAIN);
    }

    static DigestChallenge challenge(int line) {
        return new DigestChallenge(
                DigestChallenge.Source.USER_AGENT_SERVER,
                "pbx.example",
                "Zx0Ckmcd8WbGkFqfp3QnQy2Lr4dT" + (100_000 + line),
                Optional.of("5c0d"),
                DigestAlgorithm.MD5,
                true,
                false);
    }

    private static String user(int line) {
        return String.valueOf(10_000 + line);
    }
}
