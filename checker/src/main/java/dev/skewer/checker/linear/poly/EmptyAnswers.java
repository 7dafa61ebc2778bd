package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;

import dev.skewer.checker.linear.Decision;

/**
 * Whether every removal that found a container empty had a moment at which it can have been empty.
 *
 * <p>At a moment inside no forced interval of {@link Stays} the history can be cut in two: a value goes before the cut if it
 * must have entered before it, else it can go behind it, and either way its whole stay fits. So for a container an answer
 * "empty" is possible if and only if its interval is not covered by forced intervals (Henzinger, Sezgin & Vafeiadis,
 * <i>Aspect-oriented linearizability proofs</i>, CONCUR 2013, call a covering sequence of values a witness of the fourth
 * kind), and cuts do not disturb each other: a value fits between the two cuts next to it.
 *
 * <p>With removals of unknown outcome a moment must also have let enough of them begin to take out every stuck value that
 * was in by then. That is enough as well: let every moment chosen for an empty answer be a deadline for the stuck values that
 * entered before it. Deadlines ascend with the time of entry, so by Hall's theorem there is a removal for each, begun before
 * its deadline, if and only if at each chosen moment the values that entered before it are at most the removals that began
 * before it; a condition on each moment alone.
 *
 * <p>One sweep, O(n).
 */
final class EmptyAnswers {
    private EmptyAnswers() {}

    /** A contradiction, or TRUE. */
    static Decision decide(Stays stays) {
        return choose(stays, new int[0]);
    }

    /** By call: the gap in which an empty answer can be given, the last possible one; there must be no contradiction. */
    static int[] gaps(Stays stays) {
        int[] gaps = new int[stays.calls.size];
        choose(stays, gaps);
        return gaps;
    }

    private static Decision choose(Stays stays, int[] gaps) {
        int[] event = stays.time.event;
        int inside = 0;
        int stuck = 0;
        int removals = 0;
        int lastEmpty = -1;
        for (int t = 0; t < event.length; t++) {
            if (event[t] >= 0) {
                int call = event[t];
                int in = stays.insertion(call);
                if (in != NONE) {
                    inside -= stays.end[in] < t ? 1 : 0;
                } else if (stays.isLostRemoval(call)) {
                    removals++;
                }
            } else {
                int call = ~event[t];
                if (stays.isRemoved(call)) {
                    inside += stays.begin[stays.removal(call)] > t ? 1 : 0;
                } else if (stays.isStuck(call)) {
                    stuck++;
                } else if (stays.isEmptyAnswer(call)) {
                    if (lastEmpty < stays.begin[call]) {
                        return covered(stays, call);
                    }
                    if (gaps.length > 0) {
                        gaps[call] = lastEmpty;
                    }
                }
            }
            if (inside == 0 && stuck <= removals) {
                lastEmpty = t;
            }
        }
        return Decision.TRUE;
    }

    /** Names few values that cover an empty answer: from each moment on, the one that stayed longest. */
    private static Decision covered(Stays stays, int answer) {
        IntList shown = new IntList();
        shown.add(answer);
        int longest = NONE;
        int t = 0;
        int pending = -1;
        int gap = stays.begin[answer];
        while (gap < stays.end[answer]) {
            for (; t <= gap; t++) {
                int call = ~stays.time.event[t];
                if (call >= 0
                        && stays.isRemoved(call)
                        && (longest == NONE || stays.leftAfter(call) > stays.leftAfter(longest))) {
                    longest = call;
                }
            }
            if (longest != NONE && stays.leftAfter(longest) > gap) {
                shown.add(longest);
                shown.add(stays.removal(longest));
                gap = stays.leftAfter(longest);
            } else {
                pending = gap++;
            }
        }
        for (int call = 0; call < stays.calls.size; call++) {
            if (stays.isStuck(call) && stays.end[call] <= pending) {
                shown.add(call);
            }
        }
        return Decision.contradiction(
                "it was found empty, though there was something in it all the time", shown.toArray());
    }
}
