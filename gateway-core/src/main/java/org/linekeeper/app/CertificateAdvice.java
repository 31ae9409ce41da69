package org.linekeeper.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.linekeeper.sip.transport.CertificateInUse;

/** What is to be done about a certificate that Teams is shown. */
final class CertificateAdvice {
    private CertificateAdvice() {}

    /**
     * Advice on what is shown under a name of ours, empty when nothing is to be done.
     *
     * @param shown the certificate
     * @param name our name to Teams
     */
    static Optional<String> of(CertificateInUse shown, String name, Instant now) {
        if (!shown.bears(name)) {
            return Optional.of("No certificate bears " + name + ", so Teams will refuse us. Put one into the folder"
                    + " tls.certificates of the listener.");
        }
        Duration left = Duration.between(now, shown.expires());
        if (left.isNegative()) {
            return Optional.of("The certificate has ended. Renew it; the new one is taken up within seconds.");
        }
        return left.compareTo(CertificateWatch.SOON) < 0
                ? Optional.of("The certificate ends in " + left.toDays()
                        + " days. Renew it; the new one is taken up within seconds.")
                : Optional.empty();
    }
}
