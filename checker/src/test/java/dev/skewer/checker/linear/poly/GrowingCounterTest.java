package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** It finds contradictions only, so what it must do is to find only true ones, and many. */
class GrowingCounterTest {
    /** Additions of a to a counter, and reads of a; the state is the sum. */
    private static final BruteForce.Specification COUNTER = new BruteForce.Specification() {
        @Override
        public Object initial() {
            return 0;
        }

        @Override
        public List<?> after(Object state, int code, int a, int b, boolean known) {
            if (code == GrowingCounter.ADD) {
                return List.of((Integer) state + a);
            }
            return !known || state.equals(a) ? List.of(state) : List.of();
        }
    };

    @Test
    void whatItFindsIsAContradiction() {
        compare(1, 20_000);
    }

    @Test
    @Tag("slow")
    void whatItFindsIsAContradictionAMillionTimes() {
        compare(1_000_000, 1_000_000);
    }

    private static void compare(long firstSeed, int histories) {
        int wrong = 0;
        int found = 0;
        for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
            Calls calls = random(new Random(seed * 0x9E3779B97F4A7C15L));
            long[] amounts = new long[calls.size];
            for (int call = 0; call < calls.size; call++) {
                amounts[call] = calls.a[call];
            }
            Decision decision = GrowingCounter.decide(calls, amounts);
            wrong += BruteForce.linearizable(calls, COUNTER) ? 0 : 1;
            if (decision.outcome() == Outcome.FALSE) {
                found++;
                assertThat(BruteForce.linearizable(Comparison.relaxed(calls, decision.calls()), COUNTER))
                        .as("seed %d: %s", seed, decision)
                        .isFalse();
            }
        }
        System.out.printf("%d histories from seed %d: %d wrong, %d found%n", histories, firstSeed, wrong, found);
        assertThat(found).isGreaterThan(wrong / 2);
    }

    private static Calls random(Random random) {
        List<SmallCall> calls = new ArrayList<>();
        UnaryOperator<SmallCall> anywhere = RandomHistories.anywhere(random);
        for (int size = 1 + random.nextInt(9); calls.size() < size; ) {
            int code = random.nextInt(2);
            int a = code == GrowingCounter.ADD ? 1 + random.nextInt(3) : random.nextInt(7) - (random.nextInt(20) / 19);
            SmallCall call = random.nextInt(6) == 0 ? SmallCall.unknown(code, a, NONE) : SmallCall.of(code, a, NONE);
            calls.add(anywhere.apply(call));
        }
        return SmallCall.columns(calls, random, random.nextBoolean() ? 1 : 100);
    }
}
