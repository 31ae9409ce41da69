package org.linekeeper.config.model;

import java.util.List;

/** One thing that the portal pushes, under the portal's own id. */
public sealed interface Entity permits Reseller, Enterprise, DirectRoute, Pbx, Line {
    /** The portal's id: 1 to 64 of letters, digits, {@code . _ ~ : @ -}; unique within its kind. */
    String id();

    /** Which kind this is. */
    Kind kind();

    /** What is wrong with it by itself, without regard to other entities; empty when nothing is. */
    List<Problem> problems();

    /** The kinds, in the order in which they depend on each other. */
    enum Kind {
        RESELLER,
        ENTERPRISE,
        DIRECT_ROUTE,
        PBX,
        LINE
    }
}
