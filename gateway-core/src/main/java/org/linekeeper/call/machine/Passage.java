package org.linekeeper.call.machine;

/** How a transfer is handed to the PBX, which is to execute it. */
public sealed interface Passage {
    /**
     * The REFER goes on to it.
     *
     * @param referTo the target as the PBX dials it, a URI without headers
     */
    record ByRefer(String referTo) implements Passage {}

    /**
     * It is asked by its own interface.
     *
     * @param number the target as the PBX dials it
     */
    record ByApi(String number) implements Passage {}
}
