package dev.skewer.workloads.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.generator.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JournalGeneratorTest {
    private static List<JournalPlan> plans(long seed, int keys, int slot, int count) {
        SlotStream<JournalPlan> stream = new SlotStream<>(JournalGenerator.of(keys), new Seed(seed), slot, 4);
        var plans = new ArrayList<JournalPlan>();
        while (plans.size() < count) {
            plans.add(((Step.Emit<JournalPlan>) stream.next(0)).operation());
        }
        return plans;
    }

    @Property(tries = 50)
    void equalSeedsMakeEqualPlans(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int keys, @ForAll @IntRange(max = 3) int slot) {
        assertThat(plans(seed, keys, slot, 500)).isEqualTo(plans(seed, keys, slot, 500));
    }

    @Property(tries = 50)
    void keysAreThereAndDistinctWithinAnOperation(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int keys) {
        for (JournalPlan plan : plans(seed, keys, 0, 500)) {
            KeySet set = plan instanceof JournalPlan.Scan scan
                    ? scan.keys()
                    : plan instanceof JournalPlan.AppendAll all ? all.keys() : KeySet.of(0);
            var seen = new HashSet<Integer>();
            for (int i = 0; i < set.size(); i++) {
                assertThat(set.at(i)).isBetween(0, keys - 1);
                assertThat(seen.add(set.at(i))).isTrue();
            }
        }
    }

    @Test
    void aRunBeginsOnOneKeyWhereOperationsMeetMostOften() {
        assertThat(stepsOnTheFirstKey(TestSpec.builder().target("fake").seed(1).build()))
                .isBetween(400L, 410L);
        assertThat(stepsOnTheFirstKey(TestSpec.builder()
                        .target("fake")
                        .seed(1)
                        .ops(8_000)
                        .concurrency(4)
                        .build()))
                .as("an eighth of a slot's share")
                .isBetween(250L, 260L);
        assertThat(stepsOnTheFirstKey(
                        TestSpec.builder().target("fake").seed(1).ops(40).build()))
                .isLessThan(10);
    }

    /** Operations until the first that is of another key, too. */
    private static long stepsOnTheFirstKey(TestSpec spec) {
        var stream =
                new SlotStream<>(new JournalWorkload().generator(spec), new Seed(spec.seed()), 0, spec.concurrency());
        long steps = 0;
        while (stream.next(0) instanceof Step.Emit<JournalPlan> emit
                && !emit.operation().toString().matches(".*(key=[1-9]|, [1-9]).*")) {
            steps++;
        }
        return steps;
    }

    @Test
    void theMixHasEverythingInItsMeasure() {
        List<JournalPlan> plans = plans(1, 32, 0, 50_000);
        Map<Class<?>, Long> counts =
                plans.stream().collect(Collectors.groupingBy(Object::getClass, Collectors.counting()));
        assertThat(share(counts, JournalPlan.Read.class)).isCloseTo(0.40, within(0.03));
        assertThat(share(counts, JournalPlan.Append.class)).isCloseTo(0.29, within(0.03));
        assertThat(share(counts, JournalPlan.AppendAll.class)).isCloseTo(0.044, within(0.01));
        assertThat(share(counts, JournalPlan.SetState.class)).isCloseTo(0.048, within(0.01));
        assertThat(share(counts, JournalPlan.Trim.class)).isCloseTo(0.064, within(0.01));
        assertThat(share(counts, JournalPlan.Compact.class)).isCloseTo(0.034, within(0.01));
        assertThat(share(counts, JournalPlan.Purge.class)).isCloseTo(0.003, within(0.002));
        assertThat(share(counts, JournalPlan.Scan.class)).isCloseTo(0.065, within(0.01));
        assertThat(any(plans, JournalPlan.Read.class, read -> read.range() && read.state()))
                .isTrue();
        assertThat(any(plans, JournalPlan.Read.class, read -> read.back() > 0)).isTrue();
        assertThat(any(plans, JournalPlan.Append.class, append -> append.back() > 0))
                .isTrue();
        for (JournalPlan.Cut cut : JournalPlan.Cut.values()) {
            assertThat(any(plans, JournalPlan.Trim.class, trim -> trim.cut() == cut))
                    .as("trim %s", cut)
                    .isTrue();
            assertThat(any(plans, JournalPlan.Compact.class, compact -> compact.cut() == cut))
                    .as("compact %s", cut)
                    .isTrue();
        }
        assertThat(any(plans, JournalPlan.Trim.class, trim -> trim.cut() == JournalPlan.Cut.KEEP && trim.amount() == 0))
                .as("trims that empty a journal")
                .isTrue();
    }

    @Test
    void entriesAreReplacedOneForOneWithoutAPause() {
        List<JournalPlan> plans = plans(1, 32, 0, 5_000);
        int found = 0;
        for (int i = 0; i + 3 < plans.size(); i++) {
            if (plans.get(i) instanceof JournalPlan.Trim trim
                    && trim.cut() == JournalPlan.Cut.DROP
                    && trim.amount() == 2) {
                JournalPlan append = new JournalPlan.Append(trim.key(), 0);
                found += plans.get(i + 1).equals(append) && plans.get(i + 2).equals(append) ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(10);
    }

    private static double share(Map<Class<?>, Long> counts, Class<?> type) {
        return counts.getOrDefault(type, 0L) / 50_000.0;
    }

    private static <P> boolean any(List<JournalPlan> plans, Class<P> type, Predicate<P> condition) {
        return plans.stream().filter(type::isInstance).map(type::cast).anyMatch(condition);
    }
}
