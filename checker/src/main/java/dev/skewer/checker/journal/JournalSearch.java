package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalHistory.NEVER;
import static dev.skewer.checker.journal.JournalHistory.NONE;
import static dev.skewer.checker.journal.JournalHistory.UNREPORTED;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.JournalHistory.Kind;
import dev.skewer.checker.journal.JournalHistory.Status;
import java.util.Arrays;

/**
 * Decides by search whether the operations on a few invocations have an order that real time and the model allow: Wing
 * and Gong's search in Lowe's formulation (<em>Testing for linearizability</em>, 2017), remembering the configurations
 * it has been in. Exact, exponential in the worst case, bounded by a {@link Budget}.
 *
 * <p>What keeps it short here: a read that fits is placed at once, for it changes nothing; an acknowledged write fits one
 * position only; and a write of unknown outcome is tried only where no acknowledged write or read claims the position,
 * and only while some report still lies ahead of the state that it would leave (beyond the last one it can change no
 * answer). Restricting the history to some invocations drops constraints only, so finding no order there is proof for
 * the whole history.
 */
final class JournalSearch {
    /** What came of it. */
    enum Result {
        /** There is an order: {@link #order}. */
        FOUND,
        /** There is none. */
        NONE,
        /** The budget ran out. */
        EXHAUSTED
    }

    /**
     * What to rely on of what other invocations say of append-alls of unknown outcome. Only a search that relies on nothing
     * but the reads proves something by finding no order.
     */
    enum Trust {
        /** That no append-all took effect of which nothing was ever seen, and as {@link #ASSUMPTIONS}. */
        NO_UNSEEN,
        /** Which of them took effect and when, as it was taken to be. */
        ASSUMPTIONS,
        /** Nothing but that one took effect if a read shows it. */
        NOTHING
    }

    /** How many steps between two looks at the clock. */
    private static final int STEPS_PER_LOOK = 1 << 12;

    private final JournalHistory h;
    private final Budget budget;
    private final int invocationCount;
    private final int[] ops;
    private final int count;
    /** Parts of each operation that belong to the invocations searched, and the model's number of the invocation. */
    private final int[] firstOfOp;

    private final int[] parts;
    private final int[] model;
    private final boolean[] mandatory;
    private final int[] invoked;
    private final int[] completed;
    /** Taken not to have happened. */
    private final boolean[] excluded;
    /** The operations that need not be placed, ascending. */
    private final int[] optional;

    private int remaining;

    /** The list of events: calls 0 … count - 1, returns count … 2 count - 1, and its head. */
    private final int[] next;

    private final int[] previous;
    private final int head;
    private static final int END = -1;

    private final ModelState state;
    private final UnknownBounds bounds;
    private final Configurations been = new Configurations();
    private int[] configuration = new int[64];

    private final long[] done;
    private int highestDone = -1;
    private final int[] stack;
    private final int[] marks;
    private final boolean[] forced;
    private int depth;
    private int deepest = -1;
    private int stuck = NONE;

    /**
     * A search over some invocations.
     *
     * @param h the history
     * @param groups its parts by invocation
     * @param invocations which
     * @param unknown what is known of append-alls of unknown outcome
     * @param trust how much to rely on what other invocations were taken to say of them
     * @param budget what it may cost
     */
    JournalSearch(
            JournalHistory h,
            InvocationParts groups,
            int[] invocations,
            UnknownAppendAlls unknown,
            Trust trust,
            Budget budget) {
        this.h = h;
        this.budget = budget;
        invocationCount = invocations.length;
        int total = 0;
        for (int i : invocations) {
            total += groups.start[i + 1] - groups.start[i];
        }
        long[] keyed = new long[total];
        int n = 0;
        for (int m = 0; m < invocations.length; m++) {
            int i = invocations[m];
            for (int j = groups.start[i]; j < groups.start[i + 1]; j++) {
                // Parts are in the order of operations, so sorting them groups each operation's parts in order.
                keyed[n++] = (long) groups.part[j] << 32 | m;
            }
        }
        Arrays.sort(keyed);
        parts = new int[total];
        model = new int[total];
        int[] operations = new int[total];
        int[] starts = new int[total + 1];
        int found = 0;
        for (int j = 0; j < total; j++) {
            parts[j] = (int) (keyed[j] >>> 32);
            model[j] = (int) keyed[j];
            int op = h.partOp[parts[j]];
            if (found == 0 || operations[found - 1] != op) {
                operations[found] = op;
                starts[found++] = j;
            }
        }
        starts[found] = total;
        ops = operations;
        count = found;
        firstOfOp = starts;
        mandatory = new boolean[count];
        invoked = new int[count];
        completed = new int[count];
        excluded = new boolean[count];
        for (int o = 0; o < count; o++) {
            int op = ops[o];
            boolean assuming = trust != Trust.NOTHING;
            boolean happened = assuming ? unknown.isAssumed(op) : unknown.isShown(op);
            mandatory[o] = h.status[op] == Status.OK || happened;
            invoked[o] = assuming ? unknown.earliest(op) : h.invokeRank[op];
            completed[o] = assuming ? unknown.latest(op) : h.completeRank[op];
            excluded[o] = !happened
                    && ((assuming && unknown.isDenied(op)) || (trust == Trust.NO_UNSEEN && unknown.isUnseen(op)));
            remaining += mandatory[o] ? 1 : 0;
        }
        optional = new int[count - remaining];
        for (int o = 0, n1 = 0; o < count; o++) {
            if (!mandatory[o]) {
                optional[n1++] = o;
            }
        }
        head = 2 * count;
        next = new int[head + 1];
        previous = new int[head + 1];
        linkEvents();
        state = new ModelState(h, invocations.length);
        bounds = new UnknownBounds(h, state, invocations.length, parts, model);
        done = new long[(count + 63) >>> 6];
        stack = new int[count];
        marks = new int[count];
        forced = new boolean[count];
    }

    private void linkEvents() {
        long[] events = new long[2 * count];
        int n = 0;
        for (int o = 0; o < count; o++) {
            events[n++] = (long) invoked[o] << 32 | o;
            if (completed[o] != NEVER) {
                events[n++] = (long) completed[o] << 32 | (count + o);
            }
        }
        Arrays.sort(events, 0, n);
        int last = head;
        for (int i = 0; i < n; i++) {
            last = follow(last, (int) events[i]);
        }
        next[last] = END;
    }

    private int follow(int last, int event) {
        next[last] = event;
        previous[event] = last;
        return event;
    }

    /** Searches; once only. */
    Result run() {
        int at = next[head];
        int steps = 0;
        while (remaining > 0) {
            if (++steps == STEPS_PER_LOOK) {
                steps = 0;
                if (budget.exhausted() || been.bytes() + state.bytes() > budget.memoryBytes()) {
                    return Result.EXHAUSTED;
                }
            }
            if (at == END || at >= count) {
                if (depth > deepest) {
                    deepest = depth;
                    stuck = at == END ? NONE : ops[at - count];
                }
                do {
                    if (depth == 0) {
                        return Result.NONE;
                    }
                    at = retract();
                } while (forced[depth]);
                at = next[at];
                continue;
            }
            int mark = state.mark();
            if (!apply(at)) {
                state.undoTo(mark);
                at = next[at];
                continue;
            }
            boolean moved = state.mark() != mark;
            if (!moved && !mandatory[at]) {
                at = next[at];
                continue;
            }
            boolean only = !moved && !mayMoveLater(at);
            place(at, mark, only);
            if (!only && remaining > 0 && isKnown()) {
                retract();
                at = next[at];
                continue;
            }
            at = next[head];
        }
        return Result.FOUND;
    }

    /** The operations in the order found. */
    int[] order() {
        int[] order = new int[depth];
        for (int i = 0; i < depth; i++) {
            order[i] = ops[stack[i]];
        }
        return order;
    }

    /** The operation whose completion came before it could be placed, in the attempt that got farthest; or NONE. */
    int stuckAt() {
        return stuck;
    }

    private boolean apply(int o) {
        if (excluded[o]) {
            return false;
        }
        if (h.status[ops[o]] != Status.OK) {
            boolean needed = mandatory[o];
            for (int j = firstOfOp[o]; j < firstOfOp[o + 1]; j++) {
                needed |= bounds.isNeeded(parts[j], model[j]);
            }
            if (!needed) {
                return false;
            }
        }
        for (int j = firstOfOp[o]; j < firstOfOp[o + 1]; j++) {
            if (!bounds.isFree(parts[j], model[j]) || !state.apply(parts[j], model[j])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an operation that moves nothing now could move something later and give the same answer: a trim or compact
     * that did not report where it left the invocation. One that did has passed the only place where it could.
     */
    private boolean mayMoveLater(int o) {
        int p = parts[firstOfOp[o]];
        return switch (h.kind[p]) {
            case Kind.TRIM -> h.epoch[p] == UNREPORTED;
            case Kind.COMPACT -> h.first[p] == UNREPORTED;
            default -> false;
        };
    }

    private void place(int o, int mark, boolean only) {
        unlink(o);
        if (completed[o] != NEVER) {
            unlink(count + o);
        }
        stack[depth] = o;
        marks[depth] = mark;
        forced[depth++] = only;
        done[o >>> 6] |= 1L << o;
        highestDone = Math.max(highestDone, o);
        remaining -= mandatory[o] ? 1 : 0;
    }

    /** Takes back the operation placed last. */
    private int retract() {
        int o = stack[--depth];
        state.undoTo(marks[depth]);
        if (completed[o] != NEVER) {
            relink(count + o);
        }
        relink(o);
        done[o >>> 6] &= ~(1L << o);
        remaining += mandatory[o] ? 1 : 0;
        return o;
    }

    private void unlink(int event) {
        next[previous[event]] = next[event];
        if (next[event] != END) {
            previous[next[event]] = previous[event];
        }
    }

    private void relink(int event) {
        next[previous[event]] = event;
        if (next[event] != END) {
            previous[next[event]] = event;
        }
    }

    /** Whether the search has been here before; from now on it has. */
    private boolean isKnown() {
        int length = describe();
        return !been.add(configuration, length);
    }

    /**
     * Writes the configuration: the invocations, the first operation that must still come, and what differs from "all
     * that must come before it is done, nothing else is".
     */
    private int describe() {
        int n = 0;
        reserve(invocationCount * ModelState.WIDTH + 1);
        for (int i = 0; i < invocationCount; i++) {
            state.describe(i, configuration, n);
            n += ModelState.WIDTH;
        }
        int at = next[head];
        while (at != END && (at >= count || !mandatory[at])) {
            at = next[at];
        }
        int front = at == END ? count : at;
        configuration[n++] = front;
        for (int i = 0; i < optional.length && optional[i] < front; i++) {
            int o = optional[i];
            if ((done[o >>> 6] & 1L << o) != 0) {
                reserve(n + 1);
                configuration[n++] = o;
            }
        }
        for (int word = front >>> 6; word <= highestDone >>> 6 && highestDone >= 0; word++) {
            long bits = done[word];
            if (word == front >>> 6) {
                bits &= -1L << front;
            }
            while (bits != 0) {
                int o = (word << 6) + Long.numberOfTrailingZeros(bits);
                reserve(n + 1);
                configuration[n++] = o;
                bits &= bits - 1;
            }
        }
        return n;
    }

    private void reserve(int size) {
        if (size > configuration.length) {
            configuration = Arrays.copyOf(configuration, size * 2);
        }
    }
}
