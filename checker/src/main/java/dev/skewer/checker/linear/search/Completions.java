package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import java.util.Arrays;

/** The order in which calls of known outcome completed, and which of them were open at one time. */
public final class Completions {
    private Completions() {}

    /** The known calls in order of completion. */
    public static int[] sorted(Calls calls) {
        long[] keyed = new long[calls.size];
        int known = 0;
        for (int c = 0; c < calls.size; c++) {
            if (!calls.isUnknown(c)) {
                keyed[known++] = (long) calls.completed[c] << 32 | c;
            }
        }
        Arrays.sort(keyed, 0, known);
        int[] sorted = new int[known];
        for (int i = 0; i < known; i++) {
            sorted[i] = (int) keyed[i];
        }
        return sorted;
    }

    /** Gives each known call a slot, which no other has that is open at the same time; returns how many there are. */
    public static int assignSlots(Calls calls, int[] byCompletion, int[] slot) {
        int[] free = new int[byCompletion.length];
        int freed = 0;
        int slots = 0;
        int over = 0;
        for (int c = 0; c < calls.size; c++) {
            if (calls.isUnknown(c)) {
                continue;
            }
            while (calls.completed[byCompletion[over]] < calls.invoked[c]) {
                free[freed++] = slot[byCompletion[over++]];
            }
            slot[c] = freed > 0 ? free[--freed] : slots++;
        }
        return slots;
    }
}
