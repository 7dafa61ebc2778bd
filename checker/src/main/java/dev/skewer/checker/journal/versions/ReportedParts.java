package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.JournalHistory.Kind;

/**
 * Places the parts whose position the store reports: the writes that moved a chain, and what saw epoch, length and first
 * index.
 *
 * <p>Each position has one owner at most. An acknowledged write that reports a position which another owns, or which no
 * write of its kind can move to, contradicts every order: it is reported and {@linkplain VersionOrder#DISCREDITED
 * discredited}. Linear in the parts, each of which costs one look-up, in the worst case by bisection of the epochs or of the
 * first indexes.
 */
public final class ReportedParts {
    private final VersionOrder order;

    public ReportedParts(VersionOrder order) {
        this.order = order;
    }

    /** Places them; the order's positions are numbered. */
    public void place(Scope s, Placement out, FindingBuffer found) {
        ownSuffix(s, out, found);
        ownPrefix(s, out);
        placeObservers(s, out, found);
    }

    private void ownSuffix(Scope s, Placement out, FindingBuffer found) {
        for (int k = 0; k < s.n; k++) {
            if (!Kind.isAppend(s.kind[k]) || !s.isOk(k) || out.role[k] == VersionOrder.DISCREDITED) {
                continue;
            }
            int position = order.position(s.epoch[k], s.length[k] + 1);
            int owner = out.suffixOwner[position];
            if (owner == NONE && (position > order.base[s.epoch[k]])) {
                out.own(k, position);
            } else {
                out.role[k] = VersionOrder.DISCREDITED;
                found.add(Finding.POSITION_REUSE, k, owner, true);
            }
        }
        for (int e = 1; e < order.epochs; e++) {
            int k = order.opener[e];
            if (k == NONE) {
                continue;
            }
            out.own(k, order.base[e]);
            int to = s.value[k];
            if (to == order.start[e]) {
                out.prefixHigh[k] = order.lastPrefixUpTo(to);
            } else {
                int q = order.prefixAt(order.start[e]);
                out.prefixLow[k] = q;
                out.prefixHigh[k] = q;
            }
        }
        if (order.purge != NONE) {
            out.own(order.purge, order.purged);
            out.prefixLow[order.purge] = out.prefixCount - 1;
        }
    }

    /**
     * Gives each first index the compact that moved to it. Of those that say which version they found, that is the one of the
     * lowest. Of the others that asked for just this one, the first invoked, whether or not its outcome is known: whatever
     * another explains, it explains too, and the other then changed nothing. One that asked for more and stopped short moved
     * only if none asked for just this ({@link LooseParts} may revise it).
     */
    private void ownPrefix(Scope s, Placement out) {
        for (int k = 0; k < s.n; k++) {
            if (isFree(s, out, k) && s.isOk(k) && VersionOrder.placesItself(s, k)) {
                int q = order.prefixAt(s.first[k]);
                int owner = out.prefixOwner[q];
                if (q > 0 && s.value[k] >= s.first[k] && (owner == NONE || positionOf(s, k) < positionOf(s, owner))) {
                    out.prefixOwner[q] = k;
                }
            }
        }
        for (int q = 1; q < out.prefixCount; q++) {
            int owner = out.prefixOwner[q];
            if (owner != NONE) {
                int at = positionOf(s, owner);
                out.ownPrefix(owner, q, at, at);
            }
        }
        for (int exact = 1; exact >= 0; exact--) {
            for (int k = 0; k < s.n; k++) {
                if (!isFree(s, out, k) || (s.isOk(k) && VersionOrder.placesItself(s, k))) {
                    continue;
                }
                boolean ok = s.isOk(k);
                int first = ok ? s.first[k] : s.value[k];
                int q = order.prefixAt(first);
                if (q <= 0 || s.value[k] < first || (exact == 1 && s.value[k] != first)) {
                    // One of unknown outcome may have stopped short at any length.
                    out.chosen |= !ok;
                } else if (out.prefixOwner[q] == NONE) {
                    out.ownPrefix(k, q, 1, order.lastLiving(out));
                    if (!ok) {
                        order.forgetUnknown(k);
                    }
                } else {
                    // It may have come before one that says where it stood.
                    out.chosen |= VersionOrder.placesItself(s, out.prefixOwner[q]);
                }
            }
        }
    }

    private static boolean isFree(Scope s, Placement out, int k) {
        return s.kind[k] == Kind.COMPACT && out.role[k] == Placement.NOWHERE;
    }

    private int positionOf(Scope s, int k) {
        return order.position(s.epoch[k], s.length[k]);
    }

    private void placeObservers(Scope s, Placement out, FindingBuffer found) {
        for (int k = 0; k < s.n; k++) {
            if (out.role[k] != Placement.NOWHERE || !s.isOk(k)) {
                continue;
            }
            switch (s.kind[k]) {
                case Kind.TRIM -> {
                    if (s.value[k] < s.length[k]) {
                        out.role[k] = VersionOrder.DISCREDITED;
                        found.add(Finding.TORN_EPOCH, k, NONE, true);
                    } else {
                        observeBegun(k, positionOf(s, k), 0, out.prefixCount - 1, out, found);
                    }
                }
                case Kind.COMPACT -> {
                    int q = order.prefixAt(s.first[k]);
                    if (VersionOrder.placesItself(s, k)) {
                        observeBegun(k, positionOf(s, k), q, q, out, found);
                    } else {
                        out.observe(k, 1, order.lastLiving(out), q, q);
                    }
                }
                case Kind.READ, Kind.READ_RANGE, Kind.READ_METADATA -> {
                    if (s.epoch[k] != ABSENT) {
                        int q = order.prefixAt(s.first[k]);
                        observeBegun(k, positionOf(s, k), q, q, out, found);
                    }
                }
                default -> {}
            }
        }
    }

    /** Places a part that found an invocation which had begun. Its first version is one of which there was nothing yet. */
    private static void observeBegun(int k, int at, int low, int high, Placement out, FindingBuffer found) {
        out.observe(k, at, at, low, high);
        if (at == 0) {
            out.role[k] = VersionOrder.DISCREDITED;
            found.add(Finding.TORN_LENGTH, k, NONE, true);
        }
    }
}
