package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertifiedNameTest {
    @Test
    void isAWholeNameOfTheCertificate() throws CertificateException {
        assertThat(CertifiedName.of(NamedCertificate.chain())).contains("sbc.example.com");
    }

    @Test
    void withoutCertificateThereIsNone() {
        assertThat(CertifiedName.of(List.of())).isEmpty();
    }
}
