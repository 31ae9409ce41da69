package org.linekeeper.config.model;

/** One thing that the portal pushes, under the portal's own id. */
public sealed interface Entity permits Enterprise, DirectRoute, Pbx, Line {
    /** The portal's id: 1 to 64 of letters, digits, {@code . _ ~ : @ -}; unique within its kind. */
    String id();

    /** Which kind this is. */
    Kind kind();

    /** The kinds, in the order in which they depend on each other. */
    enum Kind {
        ENTERPRISE,
        DIRECT_ROUTE,
        PBX,
        LINE
    }
}
