package org.linekeeper.sip.transport;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate of ours with its key.
 *
 * @param chain the leaf first, then its intermediates
 * @param key the leaf's
 */
record OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final int ID_BYTES = 8;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,100000})-----END PRIVATE KEY-----");
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    OwnCertificate {
        chain = List.copyOf(chain);
    }

    /** @throws GeneralSecurityException when the text holds no key, or that of another certificate */
    static OwnCertificate of(List<X509Certificate> chain, String pemOfKey) throws GeneralSecurityException {
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in PEM form");
        }
        Matcher pem = PEM.matcher(pemOfKey);
        if (!pem.find()) {
            throw new GeneralSecurityException("there is no private key in PEM form, PKCS#8 and not encrypted");
        }
        X509Certificate leaf = chain.get(0);
        String algorithm = leaf.getPublicKey().getAlgorithm();
        PrivateKey key;
        try {
            key = KeyFactory.getInstance(algorithm)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new GeneralSecurityException(
                    "the key is damaged, or no " + algorithm + " key as the certificate has", e);
        }
        // Files that are being replaced one after the other do not belong together for a moment.
        if (!belongTogether(leaf, key)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
        return new OwnCertificate(chain, key);
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    /** The same for the same certificate only. */
    String id() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf().getEncoded());
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    private static boolean belongTogether(X509Certificate leaf, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm()));
        signature.initSign(key);
        signature.update(leaf.getSignature());
        byte[] signed = signature.sign();
        signature.initVerify(leaf.getPublicKey());
        signature.update(leaf.getSignature());
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            // A signature of another length is one of another key.
            return false;
        }
    }
}
