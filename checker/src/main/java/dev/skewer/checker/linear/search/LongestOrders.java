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
    /** The completion of the known calls, by rank. */
    private final int[] completions;

    /** The call to look for by slot, and by the bit of a call of unknown outcome; {@link #NONE} where there is none. */
    private final int[] bySlot;

    private final int[] byBit;
    /** The slot or bit of each call. */
    private final int[] position;

    private final long[] slots;
    private final long[] bits;
    /** By call: the configuration chosen for it, and how many known calls that has placed. */
    private final int[] chosen;

    private final int[] longest;

    /**
     * A choice that is about to be made.
     *
     * @param byCompletion the known calls by completion
     * @param slot of each known call
     * @param unknown the calls of unknown outcome, by bit
     * @param farthest the configuration that got farthest
     */
    LongestOrders(Calls calls, Visited visited, int[] byCompletion, int[] slot, int[] unknown, int farthest) {
        this.calls = calls;
        this.visited = visited;
        completions = new int[byCompletion.length];
        for (int r = 0; r < completions.length; r++) {
            completions[r] = calls.completed[byCompletion[r]];
        }
        slots = new long[visited.openWords()];
        bits = new long[visited.spentWords()];
        bySlot = new int[64 * slots.length];
        byBit = unknown;
        position = slot.clone();
        Arrays.fill(bySlot, NONE);
        int frontier = visited.frontier(farthest);
        for (int r = frontier; r < byCompletion.length; r++) {
            int call = byCompletion[r];
            int s = slot[call];
            if (calls.invoked[call] < completions[frontier] && !isSet(visited.open(farthest, s >>> 6), s)) {
                bySlot[s] = call;
                slots[s >>> 6] |= 1L << s;
            }
        }
        for (int u = 0; u < unknown.length; u++) {
            position[unknown[u]] = u;
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
        int bound = completions[visited.frontier(entry)];
        for (int w = 0; w < slots.length; w++) {
            for (long left = visited.open(entry, w) & slots[w]; left != 0; left &= left - 1) {
                int call = bySlot[w << 6 | Long.numberOfTrailingZeros(left)];
                // Before that, the slot belongs to a call that was over when this one began.
                if (calls.invoked[call] < bound) {
                    consider(call, entry, placed);
                }
            }
        }
        for (int w = 0; w < bits.length; w++) {
            for (long left = visited.spent(entry, w) & bits[w]; left != 0; left &= left - 1) {
                consider(byBit[w << 6 | Long.numberOfTrailingZeros(left)], entry, placed);
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
        int at = position[call];
        return calls.isUnknown(call)
                ? isSet(visited.spent(entry, at >>> 6), at)
                : isSet(visited.open(entry, at >>> 6), at)
                        && calls.invoked[call] < completions[visited.frontier(entry)];
    }
}
