package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NEVER;

import dev.skewer.checker.linear.Calls;
import java.util.Arrays;

/**
 * The invocations and completions of some calls in order, numbered without gaps: what a sweep over time goes through.
 *
 * <p>Between event t and event t + 1 lies gap t. A call can have taken effect in the gaps from its invocation to the one
 * before its completion. Any number of calls can take effect in one gap, in any order, and there is always room for more.
 *
 * <p>O(n) where the ranks leave few gaps, else O(n log n); 16 bytes a call, and 16 more while it is made.
 */
final class Timeline {
    /** How many events there are; also the time at which calls of unknown outcome complete, after everything. */
    final int size;
    /** By time: the call that is invoked, or, if negative, the complement (~) of the call that completes. */
    final int[] event;
    /** By call: the time of its invocation. */
    final int[] begin;
    /** By call: the time of its completion. */
    final int[] end;

    Timeline(Calls calls) {
        int n = calls.size;
        begin = new int[n];
        end = new int[n];
        int completions = 0;
        int lastRank = n == 0 ? -1 : calls.invoked[n - 1];
        for (int call = 0; call < n; call++) {
            int completed = calls.completed[call];
            if (completed != NEVER) {
                completions++;
                lastRank = Math.max(lastRank, completed);
            }
        }
        size = n + completions;
        event = new int[size];
        if (lastRank / 4 <= size) {
            placeByRank(calls, lastRank);
        } else {
            merge(calls, completions);
        }
        for (int call = 0; call < n; call++) {
            if (calls.isUnknown(call)) {
                end[call] = size;
            }
        }
    }

    private void placeByRank(Calls calls, int lastRank) {
        int[] byRank = new int[lastRank + 1];
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            byRank[calls.invoked[call]] = call + 1;
            if (!calls.isUnknown(call)) {
                byRank[calls.completed[call]] = -call - 1;
            }
        }
        int time = 0;
        for (int entry : byRank) {
            if (entry > 0) {
                begin(time++, entry - 1);
            } else if (entry < 0) {
                end(time++, -entry - 1);
            }
        }
    }

    private void merge(Calls calls, int completions) {
        long[] byCompletion = new long[completions];
        int known = 0;
        for (int call = 0; call < calls.size; call++) {
            calls.watch(call);
            if (!calls.isUnknown(call)) {
                byCompletion[known++] = (long) calls.completed[call] << 32 | call;
            }
        }
        Arrays.sort(byCompletion);
        int time = 0;
        int call = 0;
        for (long next : byCompletion) {
            while (call < calls.size && calls.invoked[call] < next >>> 32) {
                begin(time++, call++);
            }
            end(time++, (int) next);
        }
        while (call < calls.size) {
            begin(time++, call++);
        }
    }

    private void begin(int time, int call) {
        event[time] = call;
        begin[call] = time;
    }

    private void end(int time, int call) {
        event[time] = ~call;
        end[call] = time;
    }
}
