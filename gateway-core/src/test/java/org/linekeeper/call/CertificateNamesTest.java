package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesTest {
    @ParameterizedTest
    @CsvSource({
        "sbc.example.com, true",
        "SBC.Example.COM, true",
        "edge.example, true",
        "eu.pstnhub.example, true",
        "a.eu.pstnhub.example, false",
        "pstnhub.example, false",
        "evilpstnhub.example, false",
        "other.example.com, false",
        "cn.example, false"
    })
    void onlyTheSubjectAltNamesCount(String host, boolean named) throws CertificateException {
        assertThat(CertificateNames.name(NamedCertificate.chain(), host)).isEqualTo(named);
    }

    @Test
    void withoutCertificateNobodyIsNamed() {
        assertThat(CertificateNames.name(List.of(), "sbc.example.com")).isFalse();
    }
}
