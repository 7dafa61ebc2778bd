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

    /** By state one of the calls, and by call the next one for the same state. */
    private int[] last = {};

    private final int[] before;

    /**
     * The calls of a machine.
     *
     * @param known those of known outcome
     * @param calls how many there are in all
     */
    LastReads(StateMachine<?> machine, int[] known, int calls) {
        before = new int[machine.isSpecialized() ? calls : 0];
        for (int i = 0; i < known.length && machine.isSpecialized(); i++) {
            int state = machine.isReadOnly(known[i]) ? machine.onlyState(known[i]) : StateMachine.REFUSED;
            if (state != StateMachine.REFUSED) {
                add(known[i], state);
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
    boolean isMissing(int state, boolean[] placed) {
        for (int call = state < last.length ? last[state] : NONE; call != NONE; call = before[call]) {
            if (!placed[call]) {
                return true;
            }
        }
        return false;
    }
}
