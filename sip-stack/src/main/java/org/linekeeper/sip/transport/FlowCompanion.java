package org.linekeeper.sip.transport;

/** Goes along with one connection and is told of its life, on its loop. */
interface FlowCompanion {
    /** Messages may pass from now on. */
    void opened();

    /** A whole message came; to be copied if kept. */
    void received(byte[] message);

    /** The peer answered a ping, or sent one. */
    void ponged();

    /** The connection ended, whether it was ever open or not; the cause is in plain words. */
    void ended(String cause);

    /** Does nothing. */
    FlowCompanion NONE = new FlowCompanion() {
        @Override
        public void opened() {}

        @Override
        public void received(byte[] message) {}

        @Override
        public void ponged() {}

        @Override
        public void ended(String cause) {}
    };
}
