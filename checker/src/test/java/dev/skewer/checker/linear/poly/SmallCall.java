package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * One call of a random history.
 *
 * @param begin when it was invoked
 * @param end when it completed; infinite if its outcome is unknown
 */
record SmallCall(double begin, double end, int code, int a, int b) {
    /** A call with an interval to be given later. */
    static SmallCall of(int code, int a, int b) {
        return new SmallCall(0, 0, code, a, b);
    }

    static SmallCall unknown(int code, int a, int b) {
        return new SmallCall(0, Double.POSITIVE_INFINITY, code, a, b);
    }

    boolean isUnknown() {
        return end == Double.POSITIVE_INFINITY;
    }

    SmallCall at(double begin, double end) {
        return new SmallCall(begin, isUnknown() ? this.end : end, code, a, b);
    }

    SmallCall with(int a, int b) {
        return new SmallCall(begin, end, code, a, b);
    }

    /** Calls that came one after the other; those of unknown outcome do not return. */
    static Calls sequence(SmallCall... calls) {
        List<SmallCall> placed = new ArrayList<>();
        for (SmallCall call : calls) {
            placed.add(call.at(placed.size(), placed.size() + 0.5));
        }
        return columns(placed, new Random(0), 1);
    }

    /**
     * The columns of some calls.
     *
     * @param gap by how much ranks grow from one event to the next, at most
     */
    static Calls columns(List<SmallCall> calls, Random random, int gap) {
        SmallCall[] sorted = calls.toArray(new SmallCall[0]);
        Arrays.sort(sorted, Comparator.comparingDouble(SmallCall::begin));
        double[] events = new double[2 * sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            events[2 * i] = sorted[i].begin;
            events[2 * i + 1] = sorted[i].end;
        }
        Arrays.sort(events);
        int[] rank = new int[events.length];
        for (int i = 0; i < rank.length; i++) {
            rank[i] = (i == 0 ? -1 : rank[i - 1]) + 1 + random.nextInt(gap);
        }
        int[][] columns = new int[5][sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            SmallCall call = sorted[i];
            columns[0][i] = rank[Arrays.binarySearch(events, call.begin)];
            columns[1][i] = call.isUnknown() ? Calls.NEVER : rank[Arrays.binarySearch(events, call.end)];
            columns[2][i] = call.code;
            columns[3][i] = call.a;
            columns[4][i] = call.b;
        }
        return new Calls(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
