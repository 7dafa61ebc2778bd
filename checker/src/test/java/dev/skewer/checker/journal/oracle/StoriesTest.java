package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reader checks a story by its operations: what it says of the clock must be so. */
class StoriesTest {
    private static final Pattern ENDED_BEFORE = Pattern.compile("(T\\d+) had completed before (T\\d+) began");
    private static final Pattern BEGAN_AFTER = Pattern.compile("(T\\d+) began after (T\\d+) had completed");

    @Test
    void whatAStorySaysOfTheClockIsSo() {
        check(0, 1_500);
    }

    @Test
    @Tag("thorough")
    void whatManyStoriesSayOfTheClockIsSo() {
        check(1_500, 20_000);
    }

    private static void check(int from, int to) {
        int claims = 0;
        for (long seed = from; seed < to; seed++) {
            Verdict verdict = Comparison.check(RandomHistories.any(seed).ops());
            for (Anomaly anomaly : verdict.anomalies().values()) {
                for (Example example : anomaly.examples()) {
                    claims += claims(example, ENDED_BEFORE, 1, seed) + claims(example, BEGAN_AFTER, 2, seed);
                }
            }
        }
        System.out.println(claims + " claims about time");
        assertThat(claims).isGreaterThan((to - from) / 20);
    }

    /** Checks the claims of one form, in which the group {@code earlier} names the operation that was over first. */
    private static int claims(Example example, Pattern form, int earlier, long seed) {
        Map<String, Example.Step> steps =
                example.steps().stream().collect(Collectors.toMap(Example.Step::op, Function.identity()));
        Matcher claim = form.matcher(example.contradiction());
        int count = 0;
        for (; claim.find(); count++) {
            Example.Step first = Objects.requireNonNull(steps.get(claim.group(earlier)), example::toString);
            Example.Step second = Objects.requireNonNull(steps.get(claim.group(3 - earlier)), example::toString);
            assertThat(first.completed()).as("seed %d: %s", seed, example).isBetween(0L, second.invoked());
        }
        return count;
    }
}
