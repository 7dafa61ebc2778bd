package dev.skewer.checker.journal.invocation;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.search.ModelState;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.Scope;
import java.util.Arrays;

/**
 * Places the parts of one invocation as an order has them that a search found. What is placed so has one position in each
 * chain, but for appends, which may come wherever the first index stands: any order of operations that agrees with the
 * placement gives the same answers. Linear in the parts and the rows read.
 */
final class OrderedParts {
    private final JournalHistory h;
    /** By local part: the positions that it moves to, or stands at; NONE in the suffix chain if the order lacks it. */
    private int[] suffix = new int[64];

    private int[] prefix = new int[64];
    private byte[] role = new byte[64];

    OrderedParts(JournalHistory history) {
        h = history;
    }

    /**
     * Places the parts of the scope's invocation.
     *
     * @param order the operations on it, in an order that explains it
     * @throws IllegalStateException if the order does not
     */
    void place(Scope s, int[] order, Placement out) {
        if (s.n > suffix.length) {
            suffix = new int[s.n + (s.n >> 1)];
            prefix = new int[suffix.length];
            role = new byte[suffix.length];
        }
        Arrays.fill(suffix, 0, s.n, NONE);
        var model = new ModelState(h, 1);
        int suffixAt = 0;
        int prefixAt = 0;
        for (int op : order) {
            for (int p = h.firstPart[op]; p < h.firstPart[op + 1]; p++) {
                if (h.partInvocation[p] != s.invocation) {
                    continue;
                }
                int k = Arrays.binarySearch(s.part, 0, s.n, p);
                int first = model.first(0);
                int epoch = model.epoch(0);
                if (!model.apply(p, 0)) {
                    throw new IllegalStateException("the order that was found does not explain the invocation");
                }
                boolean movesFirst = s.kind[k] == Kind.COMPACT && model.first(0) > first;
                boolean moves = Kind.isAppend(s.kind[k])
                        || s.kind[k] == Kind.PURGE
                        || (s.kind[k] == Kind.TRIM && model.epoch(0) > epoch);
                suffixAt += moves ? 1 : 0;
                prefixAt += movesFirst ? 1 : 0;
                suffix[k] = suffixAt;
                prefix[k] = prefixAt;
                role[k] = moves ? Placement.SUFFIX : movesFirst ? Placement.PREFIX : Placement.OBSERVER;
            }
        }
        out.reset(s.n);
        out.suffixPositions(suffixAt + 1);
        out.prefixPositions(prefixAt + 1);
        out.chosen = true;
        for (int k = 0; k < s.n; k++) {
            if (suffix[k] != NONE) {
                placeOne(s, k, out);
            }
        }
    }

    private void placeOne(Scope s, int k, Placement out) {
        switch (role[k]) {
            case Placement.SUFFIX -> {
                out.own(k, suffix[k]);
                if (!Kind.isAppend(s.kind[k])) {
                    out.prefixLow[k] = prefix[k];
                    out.prefixHigh[k] = prefix[k];
                }
            }
            case Placement.PREFIX -> out.ownPrefix(k, prefix[k], suffix[k], suffix[k]);
            default -> {
                if (s.isOk(k)) {
                    out.observe(k, suffix[k], suffix[k], prefix[k], prefix[k]);
                }
            }
        }
    }
}
