package org.linekeeper.call;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A certificate with names of every kind. */
final class NamedCertificate {
    /** CN cn.example; SAN: DNS sbc.example.com, DNS *.pstnhub.example, URI sip:edge.example. */
    private static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBwzCCAWigAwIBAgIURKq8JmzsAeU/yH+crwl3R+WR3kowCgYIKoZIzj0EAwIw
            FTETMBEGA1UEAwwKY24uZXhhbXBsZTAeFw0yNjExMjEwNDI4MTJaFw0zNjExMTgw
            NDI4MTJaMBUxEzARBgNVBAMMCmNuLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
            PQMBBwNCAARGmCxltYRnose99lqcmb8oBuDiuh50Iv+4O5haf4EsUCuoF5sSmNET
            F2/s4UU9MIbmjWsCvW5N4xfODuQEqC6wo4GVMIGSMB0GA1UdDgQWBBQ3bjm2Xsdm
            W5orQ7nWR6hK6kINDDAfBgNVHSMEGDAWgBQ3bjm2XsdmW5orQ7nWR6hK6kINDDAP
            BgNVHRMBAf8EBTADAQH/MD8GA1UdEQQ4MDaCD3NiYy5leGFtcGxlLmNvbYIRKi5w
            c3RuaHViLmV4YW1wbGWGEHNpcDplZGdlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSQAw
            RgIhAOTS6sTRcUFRbozysxQANp8VeEWsvdt22xpWcwl3KlZLAiEAs63ClXImcgtg
            PJPIZRqJsLY4vbWsgY9BPpMzrXO+xuA=
            -----END CERTIFICATE-----
            """;

    private NamedCertificate() {}

    static List<X509Certificate> chain() throws CertificateException {
        return List.of((X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII))));
    }
}
