package dev.skewer.results.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.measure.Passing.Operation;
import dev.skewer.results.summary.Excerpt;
import dev.skewer.results.summary.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is cut out while a history passes by is what one would cut out of it when it lies there whole. */
class ExcerptCollectorTest {
    private static final int ROOM = 300;

    private static Verdict verdict(List<Example> examples) {
        var anomaly = new Anomaly("read-skew", examples.size(), new TreeMap<>(), examples);
        return new Verdict(
                Validity.FALSE,
                "journal",
                new TreeMap<>(Map.of("read-skew", anomaly)),
                List.of(),
                List.of(),
                1,
                1,
                List.of());
    }

    private static Example example(List<Operation> operations) {
        return new Example(
                "",
                operations.stream()
                        .map(each -> new Example.Step(
                                "T" + each.index,
                                each.index,
                                "" + each.process,
                                each.invoked,
                                each.completed,
                                each.function,
                                Example.Kind.OTHER,
                                "",
                                ""))
                        .toList(),
                List.of(),
                "");
    }

    private static ExcerptCollector collector(Example example) {
        return new ExcerptCollector(verdict(List.of(example)), Optional.empty());
    }

    private static List<Operation> some(Random random, List<Operation> all, int count) {
        return random.ints(count, 0, all.size())
                .distinct()
                .sorted()
                .mapToObj(all::get)
                .toList();
    }

    /** The same by the definition. */
    private static List<Long> expected(Passing passing, List<Operation> steps) {
        List<Operation> all = passing.operations();
        long[] moments = steps.stream()
                .flatMapToLong(each -> LongStream.of(each.invoked, each.completed))
                .filter(time -> time >= 0)
                .sorted()
                .distinct()
                .toArray();
        // How many operations had ended, and which event is the first, at each moment.
        var ended = new ArrayList<Long>();
        var places = new ArrayList<Integer>();
        for (long moment : moments) {
            ended.add(all.stream()
                    .filter(each -> each.number >= 0 && each.completed < moment)
                    .count());
            places.add(all.stream()
                    .flatMapToInt(each -> IntStream.concat(
                            each.invoked >= moment ? IntStream.of(each.begins) : IntStream.empty(),
                            each.number >= 0 && each.completed >= moment ? IntStream.of(each.ends) : IntStream.empty()))
                    .min()
                    .orElseThrow());
        }
        record Ranked(Operation operation, long distance, long number) {}
        var ranked = new ArrayList<Ranked>();
        long first = ended.get(0) - 30;
        long last = ended.get(ended.size() - 1) + 30;
        long to = all.stream()
                .filter(each -> each.number >= 0 && each.number < last)
                .mapToLong(each -> each.completed)
                .max()
                .orElse(0);
        to = Math.max(to, moments[moments.length - 1]);
        for (Operation each : all) {
            boolean isUnderWay = places.stream().anyMatch(place -> each.begins <= place && each.ends >= place);
            long number = each.number < 0 ? Long.MAX_VALUE : each.number;
            if (steps.contains(each)) {
                ranked.add(new Ranked(each, -1, number));
            } else if (isUnderWay) {
                ranked.add(new Ranked(each, 0, number));
            } else if (each.number >= Math.max(0, first) && each.number < last) {
                long distance = ended.stream()
                        .mapToLong(moment -> Math.abs(each.number - moment))
                        .min()
                        .orElseThrow();
                ranked.add(new Ranked(each, distance, number));
            } else if (each.number < 0 && each.invoked <= to) {
                ranked.add(new Ranked(each, ROOM, number));
            }
        }
        return ranked.stream()
                .sorted(Comparator.comparingLong(Ranked::distance).thenComparingLong(Ranked::number))
                .limit(ROOM)
                .map(each -> each.operation().index)
                .sorted()
                .toList();
    }

    @Property(tries = 200)
    void whatIsNearestIsCutOut(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
        var random = new Random(seed);
        Passing passing = Passing.random(random, 20 + random.nextInt(1_500), 6, 1_000);
        List<Operation> steps = some(random, passing.operations(), count);
        var collector = collector(example(steps));
        Excerpt excerpt = passing.to(collector).excerpts().get(0);
        assertThat(excerpt.operations().stream().map(Excerpt.Operation::index).sorted())
                .as("seed " + seed)
                .containsExactlyElementsOf(expected(passing, steps));
    }

    @Property(tries = 100)
    void whatIsLeftOutIsCounted(@ForAll long seed) {
        var random = new Random(seed);
        Passing passing = Passing.random(random, 20 + random.nextInt(1_500), 6, 1_000);
        List<Operation> steps = some(random, passing.operations(), 2);
        Excerpt excerpt = passing.to(collector(example(steps))).excerpts().get(0);
        List<Long> listed =
                excerpt.operations().stream().map(Excerpt.Operation::index).toList();
        long leftOut = passing.operations().stream()
                .filter(each -> !listed.contains(each.index))
                .filter(each -> each.number < 0
                        ? each.invoked <= excerpt.to()
                        : each.completed >= excerpt.from() && each.completed <= excerpt.to())
                .count();
        // Several may end in one nanosecond, of which some are within.
        assertThat(excerpt.leftOut()).as("seed " + seed).isBetween(Math.max(0, leftOut - 3), leftOut);
    }

    @Test
    void anOperationIsToldAsItWas() {
        var random = new Random(7);
        Passing passing = Passing.random(random, 50, 3, 1_000);
        Operation step = passing.operations().get(20);
        Excerpt excerpt =
                passing.to(collector(example(List.of(step)))).excerpts().get(0);
        for (Excerpt.Operation told : excerpt.operations()) {
            Operation was = passing.operations().stream()
                    .filter(each -> each.index == told.index())
                    .findFirst()
                    .orElseThrow();
            assertThat(told)
                    .isEqualTo(new Excerpt.Operation(
                            was.index,
                            "" + was.process,
                            was.function,
                            was.outcome,
                            was.invoked,
                            was.completed,
                            "" + was.index,
                            was.number < 0 ? "" : "" + (was.index + 1)));
        }
        assertThat(excerpt.operations()).hasSizeGreaterThan(40);
    }

    @Test
    void manyExamplesShareTheRoom() {
        var random = new Random(3);
        Passing passing = Passing.random(random, 20_000, 8, 1_000);
        var examples = new ArrayList<Example>();
        for (int i = 0; i < 60; i++) {
            examples.add(example(some(random, passing.operations(), 4)));
        }
        List<Excerpt> excerpts = passing.to(new ExcerptCollector(verdict(examples), Optional.empty()))
                .excerpts();
        assertThat(excerpts).hasSize(40);
        for (int i = 0; i < excerpts.size(); i++) {
            Excerpt excerpt = excerpts.get(i);
            assertThat(excerpt.example()).isEqualTo(i);
            assertThat(excerpt.operations()).hasSize(80);
            assertThat(excerpt.leftOut()).isPositive();
            assertThat(excerpt.operations().stream().map(Excerpt.Operation::index))
                    .containsAll(examples.get(i).steps().stream()
                            .map(Example.Step::index)
                            .toList());
        }
    }

    @Test
    void aVerdictWithoutExamplesNeedsNoHistory() {
        var collector = new ExcerptCollector(verdict(List.of()), Optional.empty());
        assertThat(collector.isEmpty()).isTrue();
        assertThat(collector.excerpts()).isEmpty();
    }

    @Test
    void withoutExamplesItIsWhatWasDoneWhenTheHighlightBeganAndEnded() {
        Passing passing = Passing.random(new Random(5), 2_000, 6, 1_000);
        Operation first = passing.operations().get(400);
        Operation last = passing.operations().get(1_600);
        var highlight = new Highlight(first.invoked, last.invoked, 0, Optional.empty());
        List<Excerpt> excerpts = passing.to(new ExcerptCollector(verdict(List.of()), Optional.of(highlight)))
                .excerpts();
        assertThat(excerpts).hasSize(1);
        Excerpt excerpt = excerpts.get(0);
        assertThat(excerpt.anomaly()).isEqualTo(Excerpt.NONE);
        assertThat(excerpt.operations()).hasSize(120);
        assertThat(excerpt.operations().stream().map(Excerpt.Operation::index)).contains(first.index, last.index);
        assertThat(excerpt.from()).isLessThan(first.invoked);
        assertThat(excerpt.to()).isGreaterThan(last.invoked);
        assertThat(excerpt.leftOut()).isGreaterThan(1_000);
    }

    @Test
    void anExampleIsShownRatherThanTheHighlight() {
        Passing passing = Passing.random(new Random(5), 200, 6, 1_000);
        List<Example> examples = List.of(example(passing.operations().subList(50, 51)));
        var highlight = new Highlight(0, 0, 0, Optional.empty());
        assertThat(passing.to(new ExcerptCollector(verdict(examples), Optional.of(highlight)))
                        .excerpts())
                .extracting(Excerpt::anomaly)
                .containsExactly("read-skew");
    }

    @Test
    void aStoryOfAnotherHistoryHasNone() {
        Passing passing = Passing.random(new Random(1), 20, 3, 1_000);
        var elsewhere = new Example.Step("T1", 999_999, "0", Long.MAX_VALUE, -1, "read", Example.Kind.READ, "", "");
        var collector = collector(new Example("", List.of(elsewhere), List.of(), ""));
        assertThat(passing.to(collector).excerpts()).isEmpty();
    }
}
