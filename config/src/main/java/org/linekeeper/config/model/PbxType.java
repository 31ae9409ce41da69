package org.linekeeper.config.model;

/** The family a PBX belongs to, which no call and no registration depends on, as the portal writes it in lower case ({@code 3cx} for {@link #THREE_CX}). */
public enum PbxType {
    NETSAPIENS,
    RINGLOGIX,
    PORTSIP,
    ASTERISK,
    FREESWITCH,
    THREE_CX,
    BROADWORKS,
    GENERIC
}
