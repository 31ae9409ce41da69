package org.linekeeper.admin;

/**
 * One fault of a request.
 *
 * @param place which part of the request it is in
 * @param name the JSON pointer (RFC 6901), or the name of the header or of the parameter
 * @param detail what is wrong and what is allowed
 */
record Fault(Place place, String name, String detail) {
    /** The parts of a request, by the names they have in a problem. */
    enum Place {
        BODY("pointer"),
        HEADER("header"),
        QUERY("parameter");

        private final String member;

        Place(String member) {
            this.member = member;
        }

        String member() {
            return member;
        }
    }
}
