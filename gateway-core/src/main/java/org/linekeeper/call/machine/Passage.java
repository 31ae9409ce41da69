package org.linekeeper.call.machine;

/** How a transfer is handed to the PBX, which is to execute it. */
public sealed interface Passage {
    /** The target as the PBX dials it. */
    String number();

    /** The REFER goes on to it. */
    record ByRefer(String number) implements Passage {}

    /** It is asked by its own interface. */
    record ByApi(String number) implements Passage {}
}
