package dev.skewer.checker.journal;

import dev.skewer.checker.journal.JournalHistory.Kind;

/** Turns an order of operations that a search found into the places of one invocation's parts. */
final class OrderedPlacement {
    private final JournalHistory h;

    OrderedPlacement(JournalHistory history) {
        h = history;
    }

    /**
     * Places the scope's parts as an order has them.
     *
     * @param s the invocation
     * @param order operations, in the order found; all of them have a part here
     * @param at filled
     */
    void place(Scope s, int[] order, Placement at) {
        at.reset(s.n);
        int[] suffix = new int[s.n];
        int[] prefix = new int[s.n];
        boolean[] movesSuffix = new boolean[s.n];
        boolean[] movesPrefix = new boolean[s.n];
        boolean[] placed = new boolean[s.n];
        int position = 0;
        int q = 0;
        int length = 0;
        int first = 0;
        for (int op : order) {
            for (int k = firstLocal(s, op); k < s.n && s.op(k) == op; k++) {
                int p = s.part(k);
                placed[k] = true;
                switch (h.kind[p]) {
                    case Kind.APPEND, Kind.SET_STATE -> {
                        length++;
                        movesSuffix[k] = true;
                    }
                    case Kind.TRIM -> {
                        if (h.value[p] < length) {
                            length = Math.max(h.value[p], first);
                            movesSuffix[k] = true;
                        }
                    }
                    case Kind.PURGE -> movesSuffix[k] = true;
                    case Kind.COMPACT -> {
                        int after = Math.max(first, Math.min(h.value[p], length));
                        movesPrefix[k] = after != first;
                        first = after;
                    }
                    default -> {}
                }
                position += movesSuffix[k] ? 1 : 0;
                q += movesPrefix[k] ? 1 : 0;
                suffix[k] = position;
                prefix[k] = q;
            }
        }
        at.suffixPositions(position + 1);
        at.prefixPositions(q + 1);
        for (int k = 0; k < s.n; k++) {
            if (!placed[k]) {
                continue;
            }
            if (movesSuffix[k]) {
                at.own(k, suffix[k]);
            } else if (movesPrefix[k]) {
                at.ownPrefix(k, prefix[k], suffix[k], suffix[k]);
            } else {
                at.observe(k, suffix[k], suffix[k], prefix[k], prefix[k]);
            }
            if (h.kind[s.part(k)] == Kind.TRIM || h.kind[s.part(k)] == Kind.PURGE) {
                // What a trim leaves, and that a purge comes last, depends on the first index.
                at.prefixLow[k] = prefix[k];
                at.prefixHigh[k] = prefix[k];
            }
        }
        at.chosen = true;
    }

    /** The first local part of an operation; parts are in the order of operations. */
    private static int firstLocal(Scope s, int op) {
        int low = 0;
        int high = s.n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (s.op(middle) < op) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
