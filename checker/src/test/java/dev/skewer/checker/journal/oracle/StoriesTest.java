package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import java.util.List;
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
        int edges = 0;
        for (long seed = from; seed < to; seed++) {
            Verdict verdict = Comparison.check(RandomHistories.any(seed).ops());
            for (Anomaly anomaly : verdict.anomalies().values()) {
                for (Example example : anomaly.examples()) {
                    edges += edges(example, seed);
                    claims += claims(example, ENDED_BEFORE, 1, seed) + claims(example, BEGAN_AFTER, 2, seed);
                }
            }
        }
        System.out.println(claims + " claims about time, " + edges + " edges");
        assertThat(edges).isGreaterThan((to - from) / 20);
        assertThat(claims).isGreaterThan((to - from) / 20);
    }

    /** Checks what the edges of a story say of the clock and of processes, and that those of a cycle close it. */
    private static int edges(Example example, long seed) {
        Map<String, Example.Step> steps =
                example.steps().stream().collect(Collectors.toMap(Example.Step::op, Function.identity()));
        for (Example.Edge edge : example.edges()) {
            Example.Step from = Objects.requireNonNull(steps.get(edge.from()), example::toString);
            Example.Step to = Objects.requireNonNull(steps.get(edge.to()), example::toString);
            boolean isRead = from.kind() == Example.Kind.READ || from.kind() == Example.Kind.PAIRED_READ;
            assertThat(edge.reason()).as("seed %d: %s", seed, example).matches("[^\\x00]+\\.");
            switch (edge.type()) {
                case PROCESS, REALTIME -> {
                    assertThat(from.completed())
                            .as("seed %d: %s", seed, example)
                            .isBetween(0L, to.invoked());
                    if (edge.type() == EdgeType.PROCESS) {
                        assertThat(from.process()).isEqualTo(to.process());
                    }
                }
                case RW, RWP ->
                    assertThat(isRead).as("seed %d: %s", seed, example).isTrue();
                case WR, WW ->
                    assertThat(isRead).as("seed %d: %s", seed, example).isFalse();
            }
        }
        if (example.contradiction().contains("Each would have to come before itself.")) {
            List<Example.Edge> edges = example.edges();
            for (int i = 0; i < edges.size(); i++) {
                assertThat(edges.get(i).to())
                        .as("seed %d: %s", seed, example)
                        .isEqualTo(edges.get((i + 1) % edges.size()).from());
            }
        }
        return example.edges().size();
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
