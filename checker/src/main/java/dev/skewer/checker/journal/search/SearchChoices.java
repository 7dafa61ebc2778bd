package dev.skewer.checker.journal.search;

import java.util.Arrays;

/**
 * The choices that led a {@link JournalSearch} to where it is: for each the marks to go back to, what was offered, what of
 * that is left, and what the failure of what was taken depended on. A stack of columns.
 */
public final class SearchChoices {
    /** In place of an option: none is left. */
    public static final int NOTHING = Integer.MIN_VALUE;

    private int size;
    private int[] stateMark = new int[16];
    private int[] stackMark = new int[16];
    private int[] placedBefore = new int[16];
    private int[] seenBefore = new int[16];
    private int[] nextOption = new int[16];
    private int[] endOption = new int[16];
    private int[] via = new int[16];
    private int[] at = new int[16];
    private long[] conflict = new long[16];
    private long[] missing = new long[16];
    private long[] blameOfMissing = new long[16];
    private int[] offered = new int[64];
    /** The invocations for which each that was offered may make a difference. */
    private long[] scope = new long[64];

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Opens a choice whose first option is taken.
     *
     * @param moves what is offered
     * @param m the invocation that needs it
     * @param of the invocation that is to move by it; or NONE
     */
    public void open(SearchMoves moves, int m, int of) {
        if (size == stateMark.length) {
            grow(size * 2);
        }
        int from = firstOption(size);
        if (from + moves.options > offered.length) {
            int room = Math.max(offered.length * 2, from + moves.options);
            offered = Arrays.copyOf(offered, room);
            scope = Arrays.copyOf(scope, room);
        }
        System.arraycopy(moves.option, 0, offered, from, moves.options);
        System.arraycopy(moves.scope, 0, scope, from, moves.options);
        nextOption[size] = from + 1;
        endOption[size] = from + moves.options;
        via[size] = of;
        at[size] = m;
        conflict[size] = 0;
        missing[size] = 0;
        blameOfMissing[size] = 0;
        size++;
    }

    /** Marks where the last choice was made: in the state, on the stack, after so many placed operations and states seen. */
    public void mark(int state, int stack, int placed, int seen) {
        stateMark[size - 1] = state;
        stackMark[size - 1] = stack;
        placedBefore[size - 1] = placed;
        seenBefore[size - 1] = seen;
    }

    /**
     * Says what the last choice lacks: an option that cannot be taken, for it is a goal that waits for this one. If all else
     * fails, what led from that one to this one is to blame as well.
     *
     * @param invocations for which it may make a difference
     * @param blame what led here
     */
    public void lacks(long invocations, long blame) {
        missing[size - 1] = invocations;
        blameOfMissing[size - 1] = blame;
    }

    /** Forgets the last choice. */
    public void close() {
        size--;
    }

    public int stateMark() {
        return stateMark[size - 1];
    }

    public int stackMark() {
        return stackMark[size - 1];
    }

    public int placedBefore() {
        return placedBefore[size - 1];
    }

    public int seenBefore() {
        return seenBefore[size - 1];
    }

    /** The invocation that is to move by the last choice; or NONE. */
    public int via() {
        return via[size - 1];
    }

    /** The invocation that needs the last choice. */
    public int at() {
        return at[size - 1];
    }

    /** Whether the last choice may make a difference for some of these invocations. */
    public boolean concerns(long invocations) {
        long all = missing[size - 1];
        for (int i = firstOption(size - 1); i < endOption[size - 1]; i++) {
            all |= scope[i];
        }
        return (all & invocations) != 0;
    }

    /** Takes note of what the failure of an option of the last choice depended on. */
    public void failed(long invocations) {
        conflict[size - 1] |= invocations | ((missing[size - 1] & invocations) != 0 ? blameOfMissing[size - 1] : 0);
    }

    /** What the failure of the last choice depends on, if nothing of it is left. */
    public long conflict() {
        return conflict[size - 1] | SearchSpace.bit(at[size - 1]);
    }

    /** Takes what is left of the last choice that may make a difference to what went wrong; or {@link #NOTHING}. */
    public int next() {
        int c = size - 1;
        for (int i = nextOption[c]; i < endOption[c]; i++) {
            if ((scope[i] & conflict[c]) != 0) {
                int option = offered[i];
                long of = scope[i];
                for (int k = i; k > nextOption[c]; k--) {
                    offered[k] = offered[k - 1];
                    scope[k] = scope[k - 1];
                }
                offered[nextOption[c]] = option;
                scope[nextOption[c]++] = of;
                return option;
            }
        }
        return NOTHING;
    }

    private int firstOption(int c) {
        return c == 0 ? 0 : endOption[c - 1];
    }

    private void grow(int room) {
        stateMark = Arrays.copyOf(stateMark, room);
        stackMark = Arrays.copyOf(stackMark, room);
        placedBefore = Arrays.copyOf(placedBefore, room);
        seenBefore = Arrays.copyOf(seenBefore, room);
        nextOption = Arrays.copyOf(nextOption, room);
        endOption = Arrays.copyOf(endOption, room);
        via = Arrays.copyOf(via, room);
        at = Arrays.copyOf(at, room);
        conflict = Arrays.copyOf(conflict, room);
        missing = Arrays.copyOf(missing, room);
        blameOfMissing = Arrays.copyOf(blameOfMissing, room);
    }

    public long bytes() {
        return 56L * stateMark.length + 12L * offered.length;
    }
}
