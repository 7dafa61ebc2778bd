package dev.skewer.results.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.results.measure.Passing.Operation;
import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.LatencySeries;
import dev.skewer.results.summary.LatencySeries.Bucket;
import dev.skewer.results.summary.LatencySeries.Point;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is counted over time is what is counted of the operations when they lie there whole. */
class MetricsRecorderTest {
    private static final long SECOND = 1_000_000_000;

    @Property(tries = 150)
    void everyBucketHasWhatEndedInIt(@ForAll long seed, @ForAll @IntRange(min = 0, max = 6) int scale) {
        // From a run of milliseconds to one of days.
        Passing passing = Passing.random(new Random(seed), 400, 5, (long) Math.pow(10, scale + 3));
        OperationMetrics metrics = passing.to(new MetricsRecorder()).metrics();
        for (LatencySeries series : metrics.latencies()) {
            assertThat(series.buckets()).hasSizeLessThanOrEqualTo(Buckets.COUNT);
            for (int i = 0; i < series.buckets().size(); i++) {
                isOf(series.buckets().get(i), series.points(), ended(passing, series, i));
            }
            long all = passing.operations().stream()
                    .filter(each -> each.number >= 0 && each.function.equals(series.function()))
                    .count();
            assertThat(series.buckets().stream()
                            .mapToLong(each -> each.ok() + each.fail() + each.info())
                            .sum())
                    .isEqualTo(all);
            assertThat(series.points().size()).isBetween((int) Math.min(all, 300), 300 + Buckets.COUNT);
        }
        assertThat(metrics.latencies()).hasSize(metrics.functions().size());
    }

    private static List<Operation> ended(Passing passing, LatencySeries series, int bucket) {
        return passing.operations().stream()
                .filter(each -> each.number >= 0 && each.function.equals(series.function()))
                .filter(each -> each.completed / series.bucketNanos() == bucket)
                .toList();
    }

    private static void isOf(Bucket bucket, List<Point> points, List<Operation> ended) {
        List<Long> latencies = ended.stream()
                .filter(each -> each.outcome == Outcome.OK)
                .map(each -> each.completed - each.invoked)
                .sorted()
                .toList();
        assertThat(bucket.ok()).isEqualTo(latencies.size());
        assertThat(bucket.fail()).isEqualTo(count(ended, Outcome.FAIL));
        assertThat(bucket.info()).isEqualTo(count(ended, Outcome.INFO));
        if (latencies.isEmpty()) {
            assertThat(List.of(bucket.p50(), bucket.p90(), bucket.p99(), bucket.max()))
                    .containsOnly(LatencySeries.NONE);
            return;
        }
        long max = latencies.get(latencies.size() - 1);
        assertThat(bucket.max()).isEqualTo(max);
        isAbout(bucket.p50(), latencies, 50);
        isAbout(bucket.p90(), latencies, 90);
        isAbout(bucket.p99(), latencies, 99);
        assertThat(points)
                .anyMatch(point -> point.outcome() == Outcome.OK
                        && point.latency() == max
                        && ended.stream()
                                .anyMatch(
                                        each -> each.completed == point.at() && each.completed - each.invoked == max));
    }

    private static void isAbout(long percentile, List<Long> sorted, int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        long exact = sorted.get(Math.max(0, rank - 1));
        assertThat((double) percentile).isCloseTo((double) exact, within(0.033 * exact + 1));
    }

    private static long count(List<Operation> operations, Outcome outcome) {
        return operations.stream().filter(each -> each.outcome == outcome).count();
    }

    @Property(tries = 100)
    void everyLaneTogetherHaveAll(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int processes) {
        Passing passing = Passing.random(new Random(seed), 600, processes, 1_000_000);
        Activity activity = passing.to(new MetricsRecorder()).metrics().activity();
        for (Outcome outcome : List.of(Outcome.OK, Outcome.FAIL, Outcome.INFO)) {
            long sum = activity.lanes().stream()
                    .flatMap(lane -> of(lane, outcome).stream())
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(sum).isEqualTo(count(passing.operations(), outcome));
        }
        assertThat(activity.lanes()).hasSizeLessThanOrEqualTo(Math.min(processes, ActivityRecorder.MAX_LANES + 1));
        if (processes <= ActivityRecorder.MAX_LANES) {
            assertThat(activity.lanes().stream()
                            .mapToLong(Activity.Lane::processes)
                            .sum())
                    .isEqualTo(passing.operations().stream()
                            .map(each -> each.process)
                            .distinct()
                            .count());
        }
    }

    private static List<Long> of(Activity.Lane lane, Outcome outcome) {
        return switch (outcome) {
            case OK -> lane.ok();
            case FAIL -> lane.fail();
            case INFO, OPEN -> lane.info();
        };
    }

    @Test
    void aProcessThatFollowsAnotherHasItsLane() {
        var recorder = new MetricsRecorder();
        var symbols = new Symbols();
        call(recorder, symbols, 0, EventType.OK, SECOND);
        call(recorder, symbols, 1, EventType.INFO, 2 * SECOND);
        call(recorder, symbols, 9, EventType.OK, 3 * SECOND);
        call(recorder, symbols, 0, EventType.FAIL, 4 * SECOND);
        List<Activity.Lane> lanes = recorder.metrics().activity().lanes();
        assertThat(lanes).extracting(Activity.Lane::first).containsExactly("0", "1");
        assertThat(lanes).extracting(Activity.Lane::processes).containsExactly(1L, 2L);
        assertThat(lanes.get(1).ok().get(lanes.get(1).ok().size() - 1)).isEqualTo(1);
        assertThat(lanes.get(0).info()).isEmpty();
    }

    private static void call(MetricsRecorder recorder, Symbols symbols, int process, EventType end, long time) {
        var event = new Event(symbols);
        event.process = process;
        event.f = symbols.intern("read");
        event.time = time;
        recorder.accept(event);
        event.type = end;
        event.time = time + 5;
        recorder.accept(event);
    }

    @Test
    void timesThatAHistoryDoesNotHaveAreNotMadeUp() {
        var recorder = new MetricsRecorder();
        var event = new Event(new Symbols());
        event.f = event.symbols.intern("read");
        for (int i = 0; i < 20; i++) {
            event.type = i % 2 == 0 ? EventType.INVOKE : EventType.OK;
            event.time = i;
            recorder.accept(event);
        }
        OperationMetrics metrics = recorder.metrics();
        assertThat(metrics.hasClock()).isFalse();
        assertThat(metrics.latencies()).isEmpty();
        assertThat(metrics.activity()).isEqualTo(Activity.NONE);
        assertThat(metrics.functions().get(0).ok()).isEqualTo(10);
    }

    @Test
    void timesOfAnySizeAreTaken() {
        var recorder = new MetricsRecorder();
        var symbols = new Symbols();
        var event = new Event(symbols);
        event.f = symbols.intern("read");
        for (long time : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE, 0, Long.MAX_VALUE - 7, 12, Long.MAX_VALUE}) {
            event.type = EventType.INVOKE;
            recorder.accept(event);
            event.type = EventType.OK;
            event.time = time;
            recorder.accept(event);
        }
        LatencySeries series = recorder.metrics().latencies().get(0);
        assertThat(series.buckets().stream().mapToLong(Bucket::ok).sum()).isEqualTo(7);
        assertThat(series.buckets()).hasSizeLessThanOrEqualTo(Buckets.COUNT);
    }

    @Test
    void ofVeryManyFunctionsOnlySomeAreKeptOverTime() {
        var recorder = new MetricsRecorder();
        var symbols = new Symbols();
        var event = new Event(symbols);
        for (int i = 0; i < 500; i++) {
            event.f = symbols.intern("f" + i);
            event.type = EventType.INVOKE;
            event.time = i * SECOND;
            recorder.accept(event);
            event.type = EventType.OK;
            recorder.accept(event);
        }
        assertThat(recorder.metrics().functions()).hasSize(500);
        assertThat(recorder.metrics().latencies()).hasSize(64);
    }

    @Test
    void aSampleHasEachWithTheSameProbability() {
        int size = 50;
        int all = 1_000;
        int[] taken = new int[10];
        for (int seed = 0; seed < 400; seed++) {
            var reservoir = new Reservoir(size, seed);
            for (int i = 0; i < all; i++) {
                reservoir.accept(i, i, Outcome.OK);
            }
            List<Point> points = new ArrayList<>(reservoir.points());
            assertThat(points).hasSize(size).doesNotHaveDuplicates();
            points.forEach(point -> taken[(int) (point.at() * taken.length / all)]++);
        }
        // Each tenth is expected 2,000 times, with a deviation of about 42.
        for (int count : taken) {
            assertThat(count).isBetween(1_800, 2_200);
        }
    }

    @Property(tries = 100)
    void whatIsUnderWayIsKnownAsInAMap(@ForAll long seed) {
        var random = new Random(seed);
        var calls = new OpenCalls();
        var map = new HashMap<Integer, Long>();
        for (int i = 0; i < 2_000; i++) {
            int process = random.nextInt(200) * (random.nextBoolean() ? 1 : -64);
            int slot = calls.find(process);
            assertThat(slot != OpenCalls.NONE).isEqualTo(map.containsKey(process));
            if (slot == OpenCalls.NONE) {
                calls.put(process, 1, i, i);
                map.put(process, (long) i);
            } else {
                assertThat(calls.since(slot)).isEqualTo(map.remove(process));
                calls.remove(slot);
            }
            assertThat(calls.size()).isEqualTo(map.size());
        }
    }
}
