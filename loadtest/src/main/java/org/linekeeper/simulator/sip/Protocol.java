package org.linekeeper.simulator.sip;

/** What carries a message, as Via writes it. */
public enum Protocol {
    UDP,
    TCP,
    TLS;

    public boolean reliable() {
        return this != UDP;
    }
}
