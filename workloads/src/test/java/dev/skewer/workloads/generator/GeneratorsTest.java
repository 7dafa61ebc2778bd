package dev.skewer.workloads.generator;

import static dev.skewer.workloads.generator.Generators.burst;
import static dev.skewer.workloads.generator.Generators.choose;
import static dev.skewer.workloads.generator.Generators.each;
import static dev.skewer.workloads.generator.Generators.limit;
import static dev.skewer.workloads.generator.Generators.limitTotal;
import static dev.skewer.workloads.generator.Generators.mix;
import static dev.skewer.workloads.generator.Generators.nothing;
import static dev.skewer.workloads.generator.Generators.once;
import static dev.skewer.workloads.generator.Generators.perSlot;
import static dev.skewer.workloads.generator.Generators.phases;
import static dev.skewer.workloads.generator.Generators.rate;
import static dev.skewer.workloads.generator.Generators.sequence;
import static dev.skewer.workloads.generator.Generators.stagger;
import static dev.skewer.workloads.generator.Generators.then;
import static dev.skewer.workloads.generator.Generators.timeLimit;
import static dev.skewer.workloads.generator.Generators.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
    private static final int MANY = 2_000;

    /** The operations of a slot, asked for at the given pace; waits at a barrier count as a step and no more. */
    private static <O> List<O> walk(Generator<O> generator, long seed, int slot, int slots, long pace, int most) {
        return walkSteps(generator, seed, slot, slots, pace, most).stream()
                .map(Step.Emit::operation)
                .toList();
    }

    private static <O> List<Step.Emit<O>> walkSteps(
            Generator<O> generator, long seed, int slot, int slots, long pace, int most) {
        SlotStream<O> stream = new SlotStream<>(generator, new Seed(seed), slot, slots);
        var steps = new ArrayList<Step.Emit<O>>();
        long now = 0;
        while (steps.size() < most) {
            Step<O> step = stream.next(now);
            if (step instanceof Step.Emit<O> emit) {
                steps.add(emit);
                now = Math.max(now, emit.due());
            } else if (step instanceof Step.End<O>) {
                break;
            }
            now += pace;
        }
        return steps;
    }

    private static Generator<String> numbered(String name) {
        return each(context -> name + context.dice().below(1_000_000));
    }

    // ── the laws ────────────────────────────────────────────────────────────────────────────────────────────────

    /** Nested at random: every combinator, down to a depth. */
    @Provide
    static Arbitrary<Generator<String>> generators() {
        return generators(3);
    }

    private static Arbitrary<Generator<String>> generators(int depth) {
        Arbitrary<Generator<String>> leaves = Arbitraries.of("a", "b", "c")
                .flatMap(name -> Arbitraries.of(
                        numbered(name),
                        limit(5, numbered(name)),
                        sequence(List.of(name + "x", name + "y")),
                        Generators.<String>burst(
                                context -> Collections.nCopies(context.dice().between(1, 3), name))));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Generator<String>> inner = generators(depth - 1);
        Arbitrary<List<Generator<String>>> several = inner.list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                leaves,
                several.map(list -> mix(weigh(list))),
                several.map(list -> choose(weigh(list.stream()
                        .map(one -> phases(List.of(Generators.<String>once(context -> "first"), limit(3, one))))
                        .toList()))),
                several.map(Generators::phases),
                inner.map(one -> limit(7, one)),
                inner.map(one -> limitTotal(40, one)),
                inner.map(one -> then(limit(3, one), one)),
                inner.map(one -> stagger(Duration.ofNanos(100), one)),
                inner.map(one -> rate(1e7, one)),
                several.map(list -> perSlot(slot -> list.get(slot % list.size()))));
    }

    private static List<Weighted<String>> weigh(List<Generator<String>> generators) {
        return IntStream.range(0, generators.size())
                .mapToObj(i -> weighted(i + 1, generators.get(i)))
                .toList();
    }

    @Property(tries = 120)
    void equalSeedsGiveEqualOperationsAtAnyPace(
            @ForAll("generators") Generator<String> generator,
            @ForAll long seed,
            @ForAll @IntRange(max = 7) int slot,
            @ForAll @LongRange(max = 1_000_000) long pace) {
        assertThat(walk(generator, seed, slot, 8, pace, 300)).isEqualTo(walk(generator, seed, slot, 8, 1, 300));
    }

    @Property(tries = 120)
    void askingTwiceInOneContextAnswersTwiceTheSame(
            @ForAll("generators") Generator<String> generator, @ForAll long seed, @ForAll @IntRange(max = 3) int slot) {
        Generator<String> rest = generator;
        for (int i = 0; i < 50; i++) {
            Context context = new Context(slot, 4, 10L * i, new Seed(seed), i);
            Step<String> one = rest.next(context);
            Step<String> other = rest.next(context);
            if (!(one instanceof Step.Emit<String> emit) || !(other instanceof Step.Emit<String> again)) {
                assertThat(other.getClass()).isEqualTo(one.getClass());
                return;
            }
            assertThat(again.operation()).isEqualTo(emit.operation());
            assertThat(again.due()).isEqualTo(emit.due());
            rest = emit.rest();
        }
    }

    @Property(tries = 120)
    void aTimeLimitOnlyShortens(
            @ForAll("generators") Generator<String> generator,
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 100_000) long limit) {
        List<String> whole = walk(generator, seed, 0, 4, 100, 300);
        List<String> cut = walk(timeLimit(Duration.ofNanos(limit), generator), seed, 0, 4, 100, 300);
        assertThat(cut).isEqualTo(whole.subList(0, cut.size()));
    }

    @Test
    void slotsAndSeedsDiffer() {
        Generator<String> generator = numbered("x");
        List<String> one = walk(generator, 1, 0, 2, 1, 100);
        assertThat(walk(generator, 1, 1, 2, 1, 100)).isNotEqualTo(one);
        assertThat(walk(generator, 2, 0, 2, 1, 100)).isNotEqualTo(one);
    }

    // ── each combinator ─────────────────────────────────────────────────────────────────────────────────────────

    @Property(tries = 50)
    void aMixKeepsToItsWeights(@ForAll long seed) {
        Generator<String> generator =
                mix(List.of(weighted(1, each(context -> "rare")), weighted(3, each(context -> "often"))));
        long rare = walk(generator, seed, 0, 1, 1, MANY).stream()
                .filter("rare"::equals)
                .count();
        assertThat((double) rare / MANY).isCloseTo(0.25, within(0.05));
    }

    @Property(tries = 50)
    void aMixDrawsFromAllUntilTheLastHasEnded(@ForAll long seed) {
        Generator<String> generator = mix(List.of(
                weighted(5, sequence(List.of("a1", "a2", "a3"))),
                weighted(1, nothing()),
                weighted(1, sequence(List.of("b1", "b2")))));
        List<String> operations = walk(generator, seed, 0, 1, 1, 100);
        assertThat(operations).containsExactlyInAnyOrder("a1", "a2", "a3", "b1", "b2");
        assertThat(operations).containsSubsequence("a1", "a2", "a3").containsSubsequence("b1", "b2");
    }

    @Property(tries = 50)
    void aChoiceDoesNotTearPatternsApart(@ForAll long seed) {
        Generator<String> generator =
                choose(List.of(weighted(1, once(context -> "-")), weighted(1, burst(context -> List.of("(", ")")))));
        String text = String.join("", walk(generator, seed, 0, 1, 1, MANY));
        // A choice of patterns in a loop would take a frame of the stack for each that it passes.
        assertThat(text.substring(0, MANY - 1).replace("()", "-")).matches("-*\\(?");
        assertThat(text).contains("-").contains("()");
    }

    @Property(tries = 50)
    void aChoiceKeepsToItsWeightsAndDrawsAnew(@ForAll long seed) {
        Generator<String> generator = choose(List.of(
                weighted(3, once(context -> "a" + context.dice().below(1_000))), weighted(1, once(context -> "b"))));
        List<String> operations = walk(generator, seed, 0, 1, 1, MANY);
        long b = operations.stream().filter("b"::equals).count();
        assertThat((double) b / MANY).isCloseTo(0.25, within(0.05));
        assertThat(operations.stream().distinct().count()).isGreaterThan(500);
    }

    @Test
    void aChoiceOfNothingIsRefused() {
        assertThatThrownBy(() -> choose(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> walk(choose(List.of(weighted(1, nothing()))), 1, 0, 1, 1, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> weighted(0, nothing())).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void limitsCount(@ForAll @IntRange(max = 50) int limit, @ForAll long seed) {
        assertThat(walk(limit(limit, numbered("x")), seed, 0, 1, 1, MANY)).hasSize(limit);
    }

    @Property
    void aTotalLimitIsDealtOutEvenly(
            @ForAll @IntRange(max = 1_000) int total, @ForAll @IntRange(min = 1, max = 20) int slots) {
        var counts = new ArrayList<Integer>();
        for (int slot = 0; slot < slots; slot++) {
            counts.add(walk(limitTotal(total, numbered("x")), 1, slot, slots, 1, MANY)
                    .size());
        }
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(total);
        assertThat(Collections.max(counts) - Collections.min(counts)).isLessThanOrEqualTo(1);
    }

    @Property
    void oneFollowsTheOtherWithoutAWait(@ForAll @IntRange(min = 0, max = 20) int length, @ForAll long seed) {
        SlotStream<String> stream = new SlotStream<>(
                then(limit(length, numbered("a")), limit(length, numbered("b"))), new Seed(seed), 0, 1);
        var text = new StringBuilder();
        for (Step<String> step = stream.next(0); !(step instanceof Step.End<String>); step = stream.next(0)) {
            text.append(
                    step instanceof Step.Emit<String> emit ? emit.operation().substring(0, 1) : "|");
        }
        assertThat(text).hasToString("a".repeat(length) + "b".repeat(length));
    }

    @Property
    void phasesFollowEachOtherWithABarrierBetween(@ForAll @IntRange(min = 1, max = 20) int length, @ForAll long seed) {
        Generator<String> generator =
                phases(List.of(limit(length, numbered("a")), nothing(), limit(length, numbered("b"))));
        SlotStream<String> stream = new SlotStream<>(generator, new Seed(seed), 0, 1);
        var text = new StringBuilder();
        for (Step<String> step = stream.next(0); !(step instanceof Step.End<String>); step = stream.next(0)) {
            text.append(
                    step instanceof Step.Emit<String> emit ? emit.operation().substring(0, 1) : "|");
        }
        assertThat(text).hasToString("a".repeat(length) + "||" + "b".repeat(length));
    }

    @Property
    void aPhaseIsTheSameHoweverFarTheLastOneCame(@ForAll @IntRange(max = 20) int length, @ForAll long seed) {
        List<String> after =
                walk(phases(List.of(limit(length, numbered("a")), numbered("b"))), seed, 0, 1, 1, length + 20);
        assertThat(after.subList(length, length + 20))
                .isEqualTo(walk(phases(List.of(nothing(), numbered("b"))), seed, 0, 1, 1, 20));
    }

    @Test
    void aTimeLimitEndsTheStream() {
        assertThat(walk(timeLimit(Duration.ofNanos(1_000), numbered("x")), 1, 0, 1, 10, MANY))
                .hasSize(100);
        assertThat(walk(timeLimit(Duration.ofNanos(1_000), rate(1e9 / 50, numbered("x"))), 1, 0, 1, 1, MANY))
                .hasSize(20);
    }

    @Property(tries = 100)
    void aRateIsEvenOverAllSlots(@ForAll @IntRange(min = 1, max = 10) int slots) {
        Generator<String> generator = rate(1_000, numbered("x"));
        var times = new ArrayList<Long>();
        for (int slot = 0; slot < slots; slot++) {
            walkSteps(generator, 1, slot, slots, 0, 20).forEach(step -> times.add(step.due()));
        }
        Collections.sort(times);
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).isCloseTo(i * 1_000_000L, within(20L * slots));
        }
    }

    @Property(tries = 50)
    void aStaggerHasItsMeanAndDoesNotWaitForSlowOperations(@ForAll long seed) {
        List<Step.Emit<String>> steps = walkSteps(stagger(Duration.ofNanos(1_000), numbered("x")), seed, 0, 1, 0, MANY);
        List<Step.Emit<String>> slow =
                walkSteps(stagger(Duration.ofNanos(1_000), numbered("x")), seed, 0, 1, 5_000, MANY);
        assertThat((double) steps.get(MANY - 1).due() / MANY).isCloseTo(1_000, within(80.0));
        assertThat(slow.stream().map(Step.Emit::due))
                .isEqualTo(steps.stream().map(Step.Emit::due).toList());
    }

    @Test
    void slotsMayDoDifferentThings() {
        Generator<String> generator = perSlot(slot -> slot == 0 ? numbered("w") : numbered("r"));
        assertThat(walk(generator, 1, 0, 3, 1, 50)).allMatch(operation -> operation.startsWith("w"));
        assertThat(walk(generator, 1, 2, 3, 1, 50)).allMatch(operation -> operation.startsWith("r"));
    }
}
