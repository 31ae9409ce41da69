package org.linekeeper.config.model;

/** Who executes a transfer that a Teams user asks for, as the portal writes it in lower case. */
public enum TransferMode {
    /** The gateway: it calls the target and stays between. */
    GATEWAY,
    /** The PBX: the REFER is passed on to it. */
    REFER,
    /** The PBX, asked by its own interface. */
    API
}
