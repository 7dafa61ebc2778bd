package dev.skewer.workloads.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.schedule.Forecast.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Seed SEED = new Seed(4711);
    private static final FaultsOnTarget FIVE_NODES =
            new FaultsOnTarget(Map.of("kill", new Drawn(300), "pause", new Drawn(200), "flush", new Drawn(0)), 5);

    /** A fault that draws its idle time, and its nodes. */
    private record Drawn(long activeMillis) implements Fault {
        @Override
        public Cycle plan(Dice dice) {
            Duration idle = Fault.between(dice, Duration.ofMillis(100), Duration.ofMillis(1_000));
            return new Cycle(
                    idle, Duration.ofMillis(activeMillis), Map.of("drawn", dice.nextLong()), Fault.some(dice, 5));
        }

        @Override
        public void start(Cycle cycle) {}

        @Override
        public void heal() {}
    }

    private static Forecast forecast(String text, Duration until, long operations) {
        return Forecast.of(ScheduleText.parse(text), SEED, FIVE_NODES, until, operations, 1_000);
    }

    private static List<Long> times(String text) {
        return forecast(text, Duration.ofSeconds(10), 0).starts().stream()
                .map(start -> start.at().toMillis())
                .toList();
    }

    @Test
    void aPeriodIsFromStartToStart() {
        assertThat(times("kill(every=2s)")).containsExactly(2_000L, 4_000L, 6_000L, 8_000L);
        assertThat(times("kill(every=2s,times=3)")).containsExactly(2_000L, 4_000L, 6_000L);
    }

    @Test
    void whatPassesWhileAFaultLastsIsLeftOut() {
        assertThat(times("kill(every=1s,for=2500ms)")).containsExactly(1_000L, 4_000L, 7_000L);
    }

    @Test
    void timesAreKept() {
        assertThat(times("kill(at=3s,at=1s)")).containsExactly(1_000L, 3_000L);
        assertThat(times("kill(at=1s,at=2s,for=1500ms)")).containsExactly(1_000L, 2_500L);
        assertThat(times("kill(at=11s)")).isEmpty();
    }

    @Test
    void aSequenceGoesOnWhenTheFaultBeforeIsHealed() {
        assertThat(forecast("sequence(kill,pause(after=500ms),at=1s)", Duration.ofSeconds(10), 0)
                        .starts())
                .extracting(Start::fault, start -> start.at().toMillis())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("kill", 1_000L),
                        org.assertj.core.groups.Tuple.tuple("pause", 1_800L));
    }

    @Test
    void togetherIsAtTheSameMomentAndOverWithTheLast() {
        List<Start> starts = forecast("sequence(together(kill,pause),flush,every=5s)", Duration.ofSeconds(6), 0)
                .starts();
        assertThat(starts).extracting(Start::fault).containsExactly("kill", "pause", "flush");
        assertThat(starts).extracting(start -> start.at().toMillis()).containsExactly(5_000L, 5_000L, 5_300L);
    }

    @Test
    void countsOfOperationsAreKept() {
        assertThat(forecast("kill(at-op=50,at-op=7)", Duration.ofSeconds(10), 20)
                        .starts())
                .extracting(start -> start.operation().orElse(0))
                .containsExactly(7L);
        assertThat(forecast("kill(every-ops=100)", Duration.ofSeconds(10), 350).starts())
                .extracting(start -> start.operation().orElse(0))
                .containsExactly(100L, 200L, 300L);
    }

    @Test
    void withoutOptionsAFaultHappensAsItDrawsForItself() {
        Duration now = Duration.ZERO;
        List<Start> starts = forecast("kill", Duration.ofSeconds(10), 0).starts();
        for (int number = 0; number < starts.size(); number++) {
            Fault.Cycle own =
                    new Drawn(300).plan(SEED.split("kill").split(number).dice());
            now = now.plus(own.idle());
            assertThat(starts.get(number).at()).isEqualTo(now);
            assertThat(starts.get(number).cycle()).isEqualTo(own);
            now = now.plus(own.active());
        }
        assertThat(now).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    }

    @Test
    void aMeanIsOneAndItsIntervalsHaveNoMemory() {
        var when = new When.Mean(Duration.ofSeconds(1));
        int rounds = 20_000;
        double sum = 0;
        int longerThanMean = 0;
        for (int round = 0; round < rounds; round++) {
            Duration idle = ((When.After) when.moment(
                            round, Duration.ZERO, 0, SEED.split(round).dice()))
                    .idle();
            assertThat(idle).isBetween(Duration.ZERO, Duration.ofSeconds(37));
            sum += idle.toNanos() / 1e9;
            longerThanMean += idle.compareTo(Duration.ofSeconds(1)) > 0 ? 1 : 0;
        }
        assertThat(sum / rounds).isBetween(0.97, 1.03);
        assertThat(longerThanMean / (double) rounds).isBetween(Math.exp(-1) - 0.02, Math.exp(-1) + 0.02);
    }

    @Test
    void theSameSeedPlansTheSame() {
        String text = "sequence(kill,pause(nodes=minority),kill,mean=400ms)";
        Forecast one = forecast(text, Duration.ofMinutes(1), 0);
        assertThat(forecast(text, Duration.ofMinutes(1), 0)).isEqualTo(one);
        assertThat(Forecast.of(ScheduleText.parse(text), new Seed(4712), FIVE_NODES, Duration.ofMinutes(1), 0, 1_000))
                .isNotEqualTo(one);
        assertThat(one.starts()).extracting(start -> start.cycle().details()).doesNotHaveDuplicates();
    }

    @Test
    void nodesAreSomeOfThoseThatThereAre() {
        Map<NodeChoice.Share, Integer> counts = Map.of(
                NodeChoice.Share.ONE, 1,
                NodeChoice.Share.MINORITY, 2,
                NodeChoice.Share.MAJORITY, 3,
                NodeChoice.Share.ALL, 5);
        counts.forEach((share, count) -> {
            var seen = new TreeSet<Integer>();
            for (int i = 0; i < 200; i++) {
                List<Integer> nodes = share.among(5, SEED.split(i).dice());
                assertThat(nodes).hasSize(count).isSorted().doesNotHaveDuplicates();
                seen.addAll(nodes);
            }
            assertThat(seen).containsExactly(0, 1, 2, 3, 4);
        });
        for (NodeChoice.Share share : NodeChoice.Share.values()) {
            assertThat(share.among(1, SEED.dice())).containsExactly(0);
        }
        assertThat(NodeChoice.Share.MINORITY.among(4, SEED.dice())).hasSize(1);
        assertThat(NodeChoice.Share.MAJORITY.among(4, SEED.dice())).hasSize(3);
    }

    @Test
    void whatTheTargetHasNotGotIsRefused() {
        assertThatThrownBy(() -> forecast("kill(nodes=1+5)", Duration.ofSeconds(10), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no node 5; the nodes are 0 to 4");
        assertThatThrownBy(() -> forecast("flush(for=1s)", Duration.ofSeconds(10), 0))
                .hasMessage("fault 'flush' is over at once; leave 'for' out");
    }

    @Test
    void moreThanAnyoneReadsIsNotForeseen() {
        Forecast forecast =
                Forecast.of(ScheduleText.parse("flush(every=1ms)"), SEED, FIVE_NODES, Duration.ofHours(1), 0, 10);
        assertThat(forecast.starts()).hasSize(10);
        assertThat(forecast.isWhole()).isFalse();
    }
}
