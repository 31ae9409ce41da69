package org.linekeeper.admin;

/**
 * One method of one path.
 *
 * @param method GET, PUT or DELETE; HEAD follows from GET
 * @param path where it is
 * @param open whether it needs no token
 * @param handler what answers it
 */
record ApiEndpoint(String method, PathTemplate path, boolean open, ApiHandler handler) {
    static ApiEndpoint guarded(String method, String path, ApiHandler handler) {
        return new ApiEndpoint(method, new PathTemplate(path), false, handler);
    }

    static ApiEndpoint open(String method, String path, ApiHandler handler) {
        return new ApiEndpoint(method, new PathTemplate(path), true, handler);
    }

    /** Whether it takes a body. */
    boolean takesBody() {
        return method.equals("PUT") || method.equals("POST");
    }
}
