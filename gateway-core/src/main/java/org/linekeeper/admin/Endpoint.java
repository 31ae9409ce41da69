package org.linekeeper.admin;

/**
 * One method of one path.
 *
 * @param method GET, PUT or DELETE; HEAD follows from GET
 * @param path where it is
 * @param open whether it needs no token
 * @param handler what answers it
 */
record Endpoint(String method, PathTemplate path, boolean open, ApiHandler handler) {
    static Endpoint guarded(String method, String path, ApiHandler handler) {
        return new Endpoint(method, new PathTemplate(path), false, handler);
    }

    static Endpoint open(String method, String path, ApiHandler handler) {
        return new Endpoint(method, new PathTemplate(path), true, handler);
    }

    /** Whether it takes a body. */
    boolean takesBody() {
        return method.equals("PUT") || method.equals("POST");
    }
}
