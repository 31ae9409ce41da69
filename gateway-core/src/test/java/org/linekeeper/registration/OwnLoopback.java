package org.linekeeper.registration;

/**
 * Loopback addresses that no other process uses: tests that need a certain port, because it stands in what they send, do not collide
 * with another run of the same tests.
 */
final class OwnLoopback {
    private OwnLoopback() {}

    /** Of this process: made of its number, in 127.192.0.0/10, where no other test listens. */
    static String address() {
        long process = ProcessHandle.current().pid();
        return "127." + (192 | ((process >> 16) & 63)) + "." + ((process >> 8) & 255) + "." + (process & 255);
    }
}
