package org.linekeeper.sip.register;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The live transactions of one loop, found by slot and generation. Touched by that loop only. */
final class TransactionTable {
    private final int loop;
    private final int key;
    private @Nullable RegisterTransaction[] transactions = new RegisterTransaction[16];
    private int[] generations = new int[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;

    TransactionTable(int loop, int key) {
        this.loop = loop;
        this.key = key;
    }

    /** Makes a transaction for the next free place. */
    RegisterTransaction add(Function<RegisterBranch, RegisterTransaction> making) {
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot >= transactions.length) {
            int size = transactions.length * 2;
            transactions = Arrays.copyOf(transactions, size);
            generations = Arrays.copyOf(generations, size);
            free = Arrays.copyOf(free, size);
        }
        generations[slot]++;
        RegisterTransaction made = making.apply(new RegisterBranch(loop, slot, generations[slot], key));
        transactions[slot] = made;
        return made;
    }

    /** The transaction of this branch while it lives. */
    @Nullable
    RegisterTransaction find(RegisterBranch branch) {
        return branch.slot() < used && branch.key() == key && generations[branch.slot()] == branch.generation()
                ? transactions[branch.slot()]
                : null;
    }

    void remove(RegisterTransaction transaction) {
        int slot = transaction.branch.slot();
        transactions[slot] = null;
        free[freeCount++] = slot;
    }

    int size() {
        return used - freeCount;
    }
}
