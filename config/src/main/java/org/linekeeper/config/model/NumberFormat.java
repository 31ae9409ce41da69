package org.linekeeper.config.model;

/** How a PBX wants full telephone numbers to be dialled. */
public enum NumberFormat {
    /** As Teams sends them: mostly E.164 with its plus. */
    AS_DIALLED,
    /** E.164 with its plus. */
    E164,
    /** E.164 without its plus. */
    E164_WITHOUT_PLUS,
    /** As a phone of its country dials: with the trunk prefix at home, with the international prefix abroad. */
    NATIONAL
}
