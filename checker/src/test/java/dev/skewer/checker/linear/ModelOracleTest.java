package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.search.PartResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the whole way from a history's text to its verdict against brute force, in both directions, for each built-in model:
 * random small histories with calls of unknown outcome and calls that failed, valid and damaged. Whatever decides (an
 * algorithm for unique values, the split into keys, the search) is compared as users get it.
 */
class ModelOracleTest {
    private static final int MOST_CALLS = 8;

    @ParameterizedTest
    @EnumSource
    void theVerdictIsThatOfBruteForce(Menu menu) {
        compare(menu, 0, 1_500);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void theVerdictIsThatOfBruteForceAMillionTimes(Menu menu) {
        compare(menu, Long.getLong("skewer.seed", 1_000_000), Integer.getInteger("skewer.histories", 1_000_000));
    }

    private static void compare(Menu menu, long from, int count) {
        int valid = 0;
        for (long seed = from; seed < from + count; seed++) {
            valid += agrees(menu, menu.model(), seed) ? 1 : 0;
        }
        System.out.printf("%s: %d of %d histories linearizable, from seed %d%n", menu, valid, count, from);
        assertThat(valid).isBetween(count / 3, count - count / 20);
    }

    /** Compares one history; says whether it is linearizable. */
    private static <S> boolean agrees(Menu menu, Model<S> model, long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        RandomCalls calls = RandomCalls.of(model, new Guest<>(menu, model, random), random, MOST_CALLS);
        boolean expected = BruteForce.isLinearizable(model, calls.calls, calls.operations);
        String[] lines = lines(calls, menu, random);
        Analysis analysis = LinearizabilityChecker.check(Loading.of(lines), model, Budget.unlimited());
        assertThat(analysis.valid())
                .as(() -> menu + ", seed " + seed + ":\n" + String.join("\n", lines))
                .isEqualTo(expected ? Validity.TRUE : Validity.FALSE);
        if (expected) {
            for (PartResult part : analysis.parts()) {
                // Asserts that it is one.
                analysis.states(analysis.order(part));
            }
        }
        return expected;
    }

    /** The events of the calls, and of a call that failed now and then, each by a process of its own. */
    private static String[] lines(RandomCalls calls, Menu menu, Random random) {
        int n = calls.calls.size;
        String[] byRank = new String[2 * n];
        for (int c = 0; c < n; c++) {
            Operation op = calls.operations.get(c);
            byRank[calls.calls.invoked[c]] = line(c, "invoke", op.f(), op.input());
            if (!calls.calls.isUnknown(c)) {
                byRank[calls.calls.completed[c]] = line(c, "ok", op.f(), op.output());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String line : byRank) {
            if (random.nextInt(10) == 0) {
                Menu.Dish failed = menu.dish(random, 3);
                int process = n + lines.size();
                lines.add(line(process, "invoke", failed.f(), failed.input()));
                lines.add(line(process, "fail", failed.f(), failed.input()));
            }
            if (line != null) {
                lines.add(line);
            }
        }
        return lines.toArray(String[]::new);
    }

    private static String line(int process, String type, String f, @Nullable Object value) {
        return process + " " + type + " " + f + " " + Values.text(value);
    }
}
