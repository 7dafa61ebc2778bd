package dev.skewer.checker.linear.poly;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** It finds contradictions only: just those that its two conditions tell of, and each is one. */
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

    /** A counter's answers, now and then one of them wrong by a little: then only reads long past can tell. */
    @Test
    void itFindsTheContradictionsOfLongHistoriesToo() {
        int found = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            Calls calls = likely(new Random(seed * 0x9E3779B97F4A7C15L));
            long[] amounts = Arrays.stream(calls.a).asLongStream().toArray();
            Decision decision = GrowingCounter.decide(calls, amounts);
            assertThat(decision.outcome())
                    .as("seed %d: %s", seed, decision)
                    .isEqualTo(contradictsItself(calls) ? Validity.FALSE : Validity.UNKNOWN);
            found += decision.outcome() == Validity.FALSE ? 1 : 0;
            if (decision.outcome() == Validity.FALSE) {
                assertThat(contradictsItself(Comparison.relaxed(calls, decision.calls())))
                        .as("seed %d: %s", seed, decision)
                        .isTrue();
            }
        }
        assertThat(found).isBetween(500, 2_500);
    }

    private static Calls likely(Random random) {
        List<SmallCall> calls = new ArrayList<>();
        double width = random.nextDouble() * 4;
        int sum = 0;
        for (int size = 10 + random.nextInt(50); calls.size() < size; ) {
            int at = calls.size();
            int code = random.nextInt(2);
            int amount = 1 + random.nextInt(3);
            sum += code == GrowingCounter.ADD ? amount : 0;
            int error = random.nextInt(size) == 0 ? random.nextInt(7) - 3 : 0;
            int a = code == GrowingCounter.ADD ? amount : Math.max(0, sum + error);
            calls.add(
                    SmallCall.of(code, a, NONE).at(at - width * random.nextDouble(), at + width * random.nextDouble()));
        }
        return SmallCall.columns(calls, random, 1);
    }

    @Test
    void itNamesTheReadThatSawMoreAndWhatWasAddedSince() {
        SmallCall[] calls = {
            SmallCall.unknown(GrowingCounter.ADD, 2, NONE),
            SmallCall.of(GrowingCounter.READ, 2, NONE),
            SmallCall.of(GrowingCounter.ADD, 3, NONE),
            SmallCall.of(GrowingCounter.READ, 4, NONE),
            SmallCall.of(GrowingCounter.ADD, 5, NONE)
        };
        Decision decision = GrowingCounter.decide(SmallCall.sequence(calls), new long[] {2, 2, 3, 4, 5});
        assertThat(decision.calls()).containsExactly(1, 2, 3);
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
            assertThat(decision.outcome())
                    .as("seed %d: %s", seed, decision)
                    .isEqualTo(contradictsItself(calls) ? Validity.FALSE : Validity.UNKNOWN);
            wrong += BruteForce.linearizable(calls, COUNTER) ? 0 : 1;
            if (decision.outcome() == Validity.FALSE) {
                found++;
                assertThat(BruteForce.linearizable(Comparison.relaxed(calls, decision.calls()), COUNTER))
                        .as("seed %d: %s", seed, decision)
                        .isFalse();
            }
        }
        System.out.printf("%d histories from seed %d: %d wrong, %d found%n", histories, firstSeed, wrong, found);
        assertThat(found).isGreaterThan(wrong / 2);
    }

    /** Whether a read saw more than could be there or less than had to be, by the definition. */
    private static boolean contradictsItself(Calls calls) {
        for (int read = 0; read < calls.size; read++) {
            if (calls.code[read] == GrowingCounter.READ && !calls.isUnknown(read)) {
                int least = sum(calls, -1, calls.invoked[read]);
                int most = 0;
                for (int other = 0; other < calls.size; other++) {
                    if (calls.code[other] == GrowingCounter.READ && calls.completed[other] < calls.invoked[read]) {
                        int between = sum(calls, calls.completed[other], calls.invoked[read]);
                        least = Math.max(least, calls.a[other] + between);
                    }
                    boolean adds = calls.code[other] == GrowingCounter.ADD;
                    most += adds && calls.invoked[other] < calls.completed[read] ? calls.a[other] : 0;
                }
                if (calls.a[read] < least || calls.a[read] > most) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is added by calls that began and ended between two moments. */
    private static int sum(Calls calls, int from, int to) {
        return IntStream.range(0, calls.size)
                .filter(call -> calls.code[call] == GrowingCounter.ADD)
                .filter(call -> calls.invoked[call] > from && calls.completed[call] < to)
                .map(call -> calls.a[call])
                .sum();
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
