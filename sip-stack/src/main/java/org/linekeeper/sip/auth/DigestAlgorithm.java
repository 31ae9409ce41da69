package org.linekeeper.sip.auth;

/** Hash algorithms that we answer, weakest first (RFC 8760 2.1). */
public enum DigestAlgorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String token;
    private final String jdkName;

    DigestAlgorithm(String token, String jdkName) {
        this.token = token;
        this.jdkName = jdkName;
    }

    /** The value of the {@code algorithm} parameter. */
    public String token() {
        return token;
    }

    /** The name under which the JDK knows it. */
    public String jdkName() {
        return jdkName;
    }
}
