package org.linekeeper.sip.register;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The live transactions of one loop, found by slot and generation. Touched by that loop only. */
final class TransactionTable {
    private @Nullable RegisterTransaction[] transactions = new RegisterTransaction[16];
    private int[] generations = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;

    /** Takes a free slot for a new transaction, which is to be put there. */
    int take() {
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot >= transactions.length) {
            int size = transactions.length * 2;
            transactions = Arrays.copyOf(transactions, size);
            generations = Arrays.copyOf(generations, size);
            free = Arrays.copyOf(free, size);
        }
        generations[slot]++;
        return slot;
    }

    /** How often the slot was taken: with it, the name of what stands there now. */
    int generation(int slot) {
        return generations[slot];
    }

    void put(RegisterTransaction transaction) {
        transactions[transaction.slot] = transaction;
    }

    /** The transaction of this slot and generation while it lives. */
    @Nullable
    RegisterTransaction find(int slot, int generation) {
        return slot < used && generations[slot] == generation ? transactions[slot] : null;
    }

    /** Frees a slot. */
    void remove(int slot) {
        transactions[slot] = null;
        free[freeCount++] = slot;
    }
}
