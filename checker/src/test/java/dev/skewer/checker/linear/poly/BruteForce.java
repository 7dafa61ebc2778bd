package dev.skewer.checker.linear.poly;

import dev.skewer.checker.linear.Calls;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides linearizability of a few calls by trying every order.
 *
 * <p>A linearization places all calls of known outcome and any of the others, one after the other, none before a call that
 * had completed when it was invoked. That is all there is here, but for one thing: a pair (calls placed, state) from which
 * it failed is not tried again.
 */
final class BruteForce {
    /** What a type of object does, one call at a time. */
    interface Specification {
        /** The state before the first call; states have value equality. */
        Object initial();

        /**
         * The states in which a call can leave the object, none if it cannot answer so in this state.
         *
         * @param known whether the answer is known; if not, any answer will do
         */
        List<?> after(Object state, int code, int a, int b, boolean known);
    }

    private record Configuration(int placed, Object state) {}

    private final Calls calls;
    private final Specification type;
    private final Set<Configuration> failed = new HashSet<>();

    private BruteForce(Calls calls, Specification type) {
        this.calls = calls;
        this.type = type;
    }

    static boolean linearizable(Calls calls, Specification type) {
        return new BruteForce(calls, type).canFinish(0, type.initial());
    }

    private boolean canFinish(int placed, Object state) {
        if (!failed.add(new Configuration(placed, state))) {
            return false;
        }
        boolean done = true;
        for (int call = 0; call < calls.size; call++) {
            done &= isPlaced(placed, call) || calls.isUnknown(call);
        }
        if (done) {
            return true;
        }
        for (int call = 0; call < calls.size; call++) {
            if (!isPlaced(placed, call) && canBeNext(placed, call)) {
                boolean known = !calls.isUnknown(call);
                for (Object next : type.after(state, calls.code[call], calls.a[call], calls.b[call], known)) {
                    if (canFinish(placed | 1 << call, next)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isPlaced(int placed, int call) {
        return (placed & 1 << call) != 0;
    }

    private boolean canBeNext(int placed, int call) {
        for (int other = 0; other < calls.size; other++) {
            if (!isPlaced(placed, other) && calls.completed[other] < calls.invoked[call]) {
                return false;
            }
        }
        return true;
    }
}
