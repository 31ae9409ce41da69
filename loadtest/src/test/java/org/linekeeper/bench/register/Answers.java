package org.linekeeper.bench.register;

/** Responses of an ordinary registrar to a REGISTER. */
enum Answers {
    CHALLENGE(
            "SIP/2.0 401 Unauthorized",
            "WWW-Authenticate: Digest realm=\"pbx.example\", nonce=\"Zx0Ckmcd8WbGkFqfp3QnQy2Lr4dT100000\","
                    + " opaque=\"5c0d\", algorithm=MD5, qop=\"auth\"",
            "Via,From,To,Call-ID,CSeq"),
    OK("SIP/2.0 200 OK", "Date: Sat, 21 Nov 2026 10:00:00 GMT", "Via,From,To,Call-ID,CSeq,Contact");

    private final String startLine;
    private final String own;
    private final String copied;

    Answers(String startLine, String own, String copied) {
        this.startLine = startLine;
        this.own = own;
        this.copied = copied;
    }

    String to(String request) {
        StringBuilder response = new StringBuilder(startLine).append("\r\n");
        for (String name : copied.split(",", -1)) {
            response.append(name).append(": ").append(header(request, name));
            if (name.equals("Via")) {
                response.append(";received=127.0.0.1");
            } else if (name.equals("To")) {
                response.append(";tag=as0815");
            }
            response.append("\r\n");
        }
        return response.append(own)
                .append("\r\nAllow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH\r\n")
                .append("Supported: path, replaces\r\nServer: PBX 4.2 (example)\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }

    static String branch(String request) {
        String via = header(request, "Via");
        return via.substring(via.indexOf("branch=") + "branch=".length());
    }

    private static String header(String request, String name) {
        int start = request.indexOf("\r\n" + name + ": ") + name.length() + 4;
        return request.substring(start, request.indexOf("\r\n", start));
    }
}
