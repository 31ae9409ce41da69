package org.linekeeper.event;

/** Which way a call goes. */
public enum CallDirection {
    PBX_TO_TEAMS,
    TEAMS_TO_PBX
}
