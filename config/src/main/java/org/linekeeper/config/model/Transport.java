package org.linekeeper.config.model;

/** A SIP transport, as the portal and the settings file write it in lower case. */
public enum Transport {
    UDP,
    TCP,
    TLS
}
