package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.Footprint;
import dev.skewer.checker.linear.parts.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateMachineTest {
    private static final int STATES = 500;

    /** A ring of states on which each call takes a step of its own length, and the first none; it counts the steps. */
    private static final class Ring implements Model<Long> {
        private int steps;

        @Override
        public String name() {
            return "ring";
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public @Nullable Long step(Long state, Operation op) {
            steps++;
            long by = (Long) Objects.requireNonNull(op.input());
            return by == 0 ? null : (state + by) % STATES;
        }
    }

    /** With few kinds of calls a state has a row of transitions, with many there is a table. */
    @ParameterizedTest
    @CsvSource({"3, 12", "300, 1200"})
    void eachTransitionIsComputedOnceAndCounted(int kinds, int bytesOfARow) {
        List<Operation> operations = new ArrayList<>();
        for (long kind = 0; kind < kinds; kind++) {
            operations.add(new Operation("move", null, kind, null, true));
        }
        var ring = new Ring();
        var allowance = new Allowance(1 << 30);
        var machine = StateMachine.of(ring, operations, allowance);
        int state = machine.initial();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < STATES; i++) {
                for (int call = 0; call < kinds; call++) {
                    int next = machine.step(state, call);
                    assertThat(machine.render(state)).isNotEmpty();
                    if (call == 0) {
                        assertThat(next).isEqualTo(StateMachine.REFUSED);
                    } else {
                        long expected = (Long.parseLong(machine.render(state)) + call) % STATES;
                        assertThat(machine.render(next)).isEqualTo(Long.toString(expected));
                    }
                }
                state = machine.step(state, 1);
            }
            assertThat(ring.steps).isEqualTo(STATES * kinds);
        }
        assertThat(machine.states()).isEqualTo(STATES);
        long states = STATES * (16 + Footprint.of(7L));
        assertThat(allowance.held()).isGreaterThanOrEqualTo(states + (long) STATES * bytesOfARow);
    }
}
