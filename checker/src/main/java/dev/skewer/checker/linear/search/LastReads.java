package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Specializable;
import dev.skewer.checker.linear.parts.StateMachine;
import java.util.Arrays;

/**
 * The known calls that only read and must come before a certain state is left, because it does not come again and no other
 * answers them so: by state, as a {@linkplain Specializable specialized} model knows them. 4 bytes a call and a state.
 */
final class LastReads {
    private static final int NONE = -1;

    private final Placement placement;

    /** By state one of the calls, and by call the next one for the same state. */
    private int[] last = {};

    private final int[] before;

    /**
     * The calls of a machine.
     *
     * @param placement which of them are placed
     * @param calls how many there are in all
     */
    LastReads(StateMachine<?> machine, Placement placement, int calls) {
        this.placement = placement;
        before = new int[machine.isSpecialized() ? calls : 0];
        for (int r = 0; r < placement.knownCalls() && machine.isSpecialized(); r++) {
            int call = placement.known(r);
            int state = machine.isReadOnly(call) ? machine.onlyState(call) : StateMachine.REFUSED;
            if (state != StateMachine.REFUSED) {
                add(call, state);
            }
        }
    }

    private void add(int call, int state) {
        int length = last.length;
        if (state >= length) {
            last = Arrays.copyOf(last, Math.max(2 * length, state + 1));
            Arrays.fill(last, length, last.length, NONE);
        }
        before[call] = last[state];
        last[state] = call;
    }

    /** Whether some call that must come before a state is left is not placed. */
    boolean isMissing(int state) {
        for (int call = state < last.length ? last[state] : NONE; call != NONE; call = before[call]) {
            if (!placement.isPlaced(call)) {
                return true;
            }
        }
        return false;
    }
}
