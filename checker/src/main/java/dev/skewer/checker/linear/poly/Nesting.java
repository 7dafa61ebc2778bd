package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Decision;

/**
 * Whether the stays of values in a stack can be nested: no two of them cross, each begins and ends within its calls.
 *
 * <p>Only stays with a forced interval matter (see {@link Stays}); another value can be pushed and popped at one moment,
 * where it is in nobody's way. Take a <em>component</em>, a maximal stretch of time from x to y that forced intervals cover.
 * The stack is never empty in it, so one of its values is at the bottom all the time: its push began before x and its pop
 * completes after y. Let b be <em>any</em> value with these two properties. If the others can be nested, they can be with b
 * beneath them: move what begins before b's push could to just after its invocation, and what ends after b's pop must to just
 * before its completion, keeping the order; all pushes of the component complete after x and all its pops are invoked before
 * y, so nothing leaves its calls. And what is in one component does not disturb another. So: take such a b out, if there is
 * none the history is not linearizable, and go on with the components that the others leave.
 *
 * <p>Any b will do, so nothing is ever tried twice; in the words of Lee & Mathur (<i>Efficient decrease-and-conquer
 * linearizability monitoring</i>, OOPSLA 2025) b is <em>linearizability-preserving</em>. Components only shrink, so a value
 * whose push began early enough stays a candidate: it waits in one tree until x has passed its push's invocation, then in
 * another until y has come down below its pop's completion. O(n log n); about 20 bytes a call, and 32 an endpoint of a
 * forced interval.
 */
final class Nesting {
    private final Stays stays;
    private final int[] taker;
    /** By stay: after which time it can end. */
    private final int[] leftAfter;

    /** By time: the number of the endpoint of forced intervals that is there; gap p is from endpoint p to the next. */
    private final int[] point;
    /** By endpoint: its time. */
    private final int[] time;

    /** By endpoint: the time at which the push of the value that enters there was invoked, until it is a candidate. */
    private final MinTree waiting;
    /** By endpoint: minus the time by which a candidate for the bottom has left. */
    private final MinTree candidates;

    private final Coverage coverage;
    /** What is left to do: the first and the last endpoint of each component. */
    private final IntList components = new IntList();

    /**
     * Prepares to nest.
     *
     * @param taker by call that put in a stuck value: the removal of unknown outcome that may have taken it out, or NONE;
     *     empty if there are none
     */
    Nesting(Stays stays, int[] taker) {
        this.stays = stays;
        this.taker = taker;
        int n = stays.calls.size;
        int end = stays.time.size;
        leftAfter = new int[n];
        point = new int[end + 1];
        for (int call = 0; call < n; call++) {
            stays.calls.watch(call);
            if (stays.isStay(call)) {
                boolean taken = taker.length > 0 && stays.isStuck(call) && taker[call] != NONE;
                leftAfter[call] = taken ? stays.begin[taker[call]] : stays.leftAfter(call);
                if (isForced(call)) {
                    point[stays.end[call]] = 1;
                    point[leftAfter[call]] = 1;
                }
            }
        }
        int points = 0;
        for (int t = 0; t <= end; t++) {
            points += point[t];
            point[t] = points - 1;
        }
        time = new int[points];
        int[] covered = new int[points + 1];
        waiting = new MinTree(points);
        candidates = new MinTree(points);
        for (int t = 0; t <= end; t++) {
            if (point[t] >= 0 && (t == 0 || point[t] > point[t - 1])) {
                time[point[t]] = t;
            }
        }
        for (int call = 0; call < n; call++) {
            stays.calls.watch(call);
            if (isForced(call)) {
                covered[from(call)]++;
                covered[to(call)]--;
                waiting.set(from(call), stays.begin[call]);
            }
        }
        for (int p = 1; p < points; p++) {
            covered[p] += covered[p - 1];
        }
        coverage = new Coverage(covered, points);
        addComponents(0, points);
    }

    private boolean isForced(int call) {
        return stays.isStay(call) && stays.end[call] < leftAfter[call];
    }

    private int from(int stay) {
        return point[stays.end[stay]];
    }

    private int to(int stay) {
        return point[leftAfter[stay]];
    }

    /** The time by which a value has left; after everything if it is stuck. */
    private int leftBy(int stay) {
        return stays.isStuck(stay) ? stays.time.size + 1 : stays.leftBy(stay);
    }

    /** Whether every empty answer has a gap outside all forced intervals. */
    boolean allowsEmptyAnswers() {
        int[] gaps = emptyGaps();
        for (int call = 0; call < gaps.length; call++) {
            if (stays.isEmptyAnswer(call) && gaps[call] < stays.begin[call]) {
                return false;
            }
        }
        return true;
    }

    /** By call: for an empty answer the last gap before its completion that is outside all forced intervals, or NONE. */
    private int[] emptyGaps() {
        int[] change = new int[stays.time.size + 1];
        for (int call = 0; call < stays.calls.size; call++) {
            stays.calls.watch(call);
            if (isForced(call)) {
                change[stays.end[call]]++;
                change[leftAfter[call]]--;
            }
        }
        int inside = 0;
        int lastEmpty = NONE;
        int[] gaps = new int[stays.calls.size];
        for (int t = 0; t < stays.time.size; t++) {
            int completed = ~stays.time.event[t];
            if (completed >= 0) {
                gaps[completed] = lastEmpty;
            }
            inside += change[t];
            lastEmpty = inside == 0 ? t : lastEmpty;
        }
        return gaps;
    }

    /** Decides whether the stays can be nested. */
    Decision decide() {
        return nest((stay, first, last) -> {});
    }

    /** Takes the value at the bottom of a component: its stay, and the times of the component's ends. */
    private interface Bottoms {
        void take(int stay, int first, int last);
    }

    /**
     * The calls in an order in which the stays are nested, which must be possible: a value at the bottom of a component enters
     * just before the component begins and leaves just after it ends, and what is above it does so in between.
     */
    int[] order() {
        int n = stays.calls.size;
        Moments moments = new Moments();
        int[] depth = {0};
        nest((stay, first, last) -> {
            // Of values that enter in one gap the one at the bottom was found first, and of those that leave it leaves
            // last.
            moments.add(stay, first - 1, n + 2 + depth[0]);
            if (last < stays.time.size) {
                moments.add(removal(stay), last, n - 1 - depth[0]);
            }
            depth[0]++;
        });
        int[] gaps = emptyGaps();
        for (int call = 0; call < n; call++) {
            if (stays.isEmptyAnswer(call)) {
                moments.add(call, gaps[call], n);
            } else if (stays.isStay(call) && !isForced(call)) {
                int gap = Math.max(stays.begin[call], leftAfter[call]);
                moments.add(call, gap, n + 1);
                moments.add(removal(call), gap, n + 1);
            }
        }
        return moments.order();
    }

    /** The removal that takes out a value which leaves. */
    private int removal(int stay) {
        return stays.isStuck(stay) ? taker[stay] : stays.removal(stay);
    }

    private Decision nest(Bottoms bottoms) {
        for (int looked = 0; !components.isEmpty(); looked++) {
            stays.calls.watch(looked);
            int last = components.removeLast();
            int first = components.removeLast();
            int stay;
            while ((stay = waiting.firstBelow(first, last, time[first])) != NONE) {
                waiting.clear(stay);
                candidates.set(stay, -leftBy(stayFrom(stay)));
            }
            int bottom = candidates.firstBelow(first, last, -time[last]);
            if (bottom == NONE) {
                return noBottom(first, last);
            }
            candidates.clear(bottom);
            int end = to(stayFrom(bottom));
            bottoms.take(stayFrom(bottom), time[first], time[last]);
            coverage.remove(bottom, end);
            addComponents(first, last);
        }
        return Decision.TRUE;
    }

    /** The stay whose forced interval begins at an endpoint. */
    private int stayFrom(int p) {
        return ~stays.time.event[time[p]];
    }

    private void addComponents(int first, int last) {
        int begin = first;
        while (begin < last) {
            int free = coverage.takeFree(begin, last);
            int end = free == NONE ? last : free;
            if (begin < end) {
                components.add(begin);
                components.add(end);
            }
            begin = end + 1;
        }
    }

    /** Names few values that cover a component: from each moment on, the one that stays longest. */
    private Decision noBottom(int first, int last) {
        IntList shown = new IntList();
        int longest = NONE;
        int p = first;
        for (int gap = first; gap < last; gap = to(longest)) {
            for (; p <= gap; p++) {
                boolean there = waiting.get(p) != Integer.MAX_VALUE || candidates.get(p) != Integer.MAX_VALUE;
                if (there && (longest == NONE || to(stayFrom(p)) > to(longest))) {
                    longest = stayFrom(p);
                }
            }
            shown.add(longest);
            shown.add(stays.isStuck(longest) ? NONE : stays.removal(longest));
        }
        return Decision.contradiction(
                "none of the values that kept the stack from being empty can have been at its bottom", shown.toArray());
    }
}
