package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import java.util.Arrays;

/**
 * Chooses, among the configurations that a search has been in, those whose orders people should see: first the one that
 * got farthest, then for each call that its order leaves out the one with the most known calls whose order contains it.
 * Porcupine shows the same of each call (Athalye, <em>Testing distributed systems for linearizability</em>, 2017).
 *
 * <p><b>Which calls are left out.</b> The farthest order contains every known call that completed before its frontier did.
 * So the calls to look for are the known ones that were open at that moment, no two of which share a slot, and those of
 * unknown outcome. All others were invoked later, when no configuration could go on.
 *
 * <p><b>What it proves.</b> Where the search came to its end and forgot nothing, there is for no known call an order with
 * more known calls than the one chosen, and none at all if none is chosen: what {@link Search} does not look at could be
 * replaced by what it did, with the same known calls. A call of unknown outcome is placed only where something depends on
 * it, so for these the choice is merely the longest that was found.
 *
 * <p>Whether a configuration contains a call is read off its bits, so one pass over the configurations is enough: linear in
 * them and in the calls open at once, with no memory beside a few numbers a call.
 */
final class LongestOrders {
    private static final int NONE = -1;

    private final Calls calls;
    private final Visited visited;
    private final Placement placement;
    /** The call to look for by slot; {@link #NONE} where there is none. */
    private final int[] bySlot;

    private final long[] slots;
    private final long[] bits;
    /** By call: the configuration chosen for it, and how many known calls that has placed. */
    private final int[] chosen;

    private final int[] longest;

    /**
     * A choice that is about to be made.
     *
     * @param placement that of the search, for what its bits stand for
     * @param farthest the configuration that got farthest
     */
    LongestOrders(Calls calls, Visited visited, Placement placement, int farthest) {
        this.calls = calls;
        this.visited = visited;
        this.placement = placement;
        slots = new long[visited.openWords()];
        bits = new long[visited.spentWords()];
        bySlot = new int[64 * slots.length];
        Arrays.fill(bySlot, NONE);
        int frontier = visited.frontier(farthest);
        for (int r = frontier; r < placement.knownCalls(); r++) {
            int call = placement.known(r);
            int s = placement.bit(call);
            if (placement.isInvokedBefore(call, placement.known(frontier))
                    && !isSet(visited.open(farthest, s >>> 6), s)) {
                bySlot[s] = call;
                slots[s >>> 6] |= 1L << s;
            }
        }
        for (int u = 0; u < placement.unknownCalls(); u++) {
            if (!isSet(visited.spent(farthest, u >>> 6), u)) {
                bits[u >>> 6] |= 1L << u;
            }
        }
        chosen = new int[calls.size];
        longest = new int[calls.size];
        Arrays.fill(chosen, NONE);
    }

    private static boolean isSet(long word, int bit) {
        return (word >>> bit & 1) != 0;
    }

    /** The configurations chosen beside the farthest, each once: those for known calls first, the longest orders first. */
    int[] choose() {
        for (int e = 0; e < visited.size(); e++) {
            look(e);
        }
        int[] entries = new int[calls.size];
        int count = 0;
        for (int call : candidates()) {
            if (!isInOneOf(entries, count, call)) {
                entries[count++] = chosen[call];
            }
        }
        return Arrays.copyOf(entries, count);
    }

    private void look(int entry) {
        int placed = visited.known(entry);
        int due = placement.known(visited.frontier(entry));
        for (int w = 0; w < slots.length; w++) {
            for (long left = visited.open(entry, w) & slots[w]; left != 0; left &= left - 1) {
                int call = bySlot[w << 6 | Long.numberOfTrailingZeros(left)];
                // Before that, the slot belongs to a call that was over when this one began.
                if (placement.isInvokedBefore(call, due)) {
                    consider(call, entry, placed);
                }
            }
        }
        for (int w = 0; w < bits.length; w++) {
            for (long left = visited.spent(entry, w) & bits[w]; left != 0; left &= left - 1) {
                consider(placement.unknown(w << 6 | Long.numberOfTrailingZeros(left)), entry, placed);
            }
        }
    }

    private void consider(int call, int entry, int placed) {
        if (chosen[call] == NONE || placed > longest[call]) {
            chosen[call] = entry;
            longest[call] = placed;
        }
    }

    /** The calls for which something was chosen. */
    private int[] candidates() {
        long[] keyed = new long[calls.size];
        int count = 0;
        for (int call = 0; call < calls.size; call++) {
            if (chosen[call] != NONE) {
                long unknownLast = calls.isUnknown(call) ? 1L << 62 : 0;
                keyed[count++] = unknownLast | (long) (calls.size - longest[call]) << 31 | call;
            }
        }
        Arrays.sort(keyed, 0, count);
        int[] candidates = new int[count];
        for (int i = 0; i < count; i++) {
            candidates[i] = (int) keyed[i] & Integer.MAX_VALUE;
        }
        return candidates;
    }

    /** Whether one of some configurations that is as good as the one chosen for a call contains it too. */
    private boolean isInOneOf(int[] entries, int count, int call) {
        for (int i = 0; i < count; i++) {
            if (visited.known(entries[i]) == longest[call] && contains(entries[i], call)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(int entry, int call) {
        int at = placement.bit(call);
        return calls.isUnknown(call)
                ? isSet(visited.spent(entry, at >>> 6), at)
                : isSet(visited.open(entry, at >>> 6), at)
                        && placement.isInvokedBefore(call, placement.known(visited.frontier(entry)));
    }
}
