package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import java.util.List;

/**
 * Checks an order by the definition of linearizability: that each call is in it once at most, each known one exactly once; that
 * none comes before another that had returned when it was called; and that the object answers just so. Linear, and
 * independent of what found the order.
 */
public final class Replay {
    private Replay() {}

    /**
     * What is wrong with an order; empty if it is a linearization.
     *
     * @param order calls by number
     */
    public static <S> String complaint(Model<S> model, Calls calls, List<Operation> operations, int[] order) {
        boolean[] placed = new boolean[calls.size];
        S state = model.initial();
        int latest = -1;
        for (int call : order) {
            Operation op = operations.get(call);
            if (placed[call]) {
                return op.text() + " comes twice";
            }
            placed[call] = true;
            if (calls.completed[call] < latest) {
                return op.text() + " comes after an operation that was called when it had returned";
            }
            latest = Math.max(latest, calls.invoked[call]);
            S next = model.step(state, op);
            if (next == null) {
                return op.text() + " comes when " + model.refusal(state, op);
            }
            state = next;
        }
        for (int call = 0; call < calls.size; call++) {
            if (!placed[call] && !calls.isUnknown(call)) {
                return operations.get(call).text() + " is left out, though it returned";
            }
        }
        return "";
    }

    /**
     * An order with the known calls added that a monitor did not look at because they are possible at any moment: each comes
     * when it was called.
     *
     * @param order of the other calls, which agrees with real time
     */
    public static int[] withFree(Calls calls, int[] order) {
        boolean[] placed = new boolean[calls.size];
        for (int call : order) {
            placed[call] = true;
        }
        int[] whole = new int[calls.size];
        int n = 0;
        int next = 0;
        int latest = -1;
        for (int call = 0; call < calls.size; call++) {
            if (placed[call] || calls.isUnknown(call)) {
                continue;
            }
            // What takes effect before it: a call does so when the last of those up to it was called.
            while (next < order.length && Math.max(latest, calls.invoked[order[next]]) < calls.invoked[call]) {
                latest = Math.max(latest, calls.invoked[order[next]]);
                whole[n++] = order[next++];
            }
            whole[n++] = call;
        }
        while (next < order.length) {
            whole[n++] = order[next++];
        }
        return java.util.Arrays.copyOf(whole, n);
    }
}
