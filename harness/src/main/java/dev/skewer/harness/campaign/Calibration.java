package dev.skewer.harness.campaign;

import dev.skewer.harness.console.ThreadEnd;
import dev.skewer.harness.run.Scratch;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.ReferenceSpeed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast the machine is while a campaign runs, by work that knows nothing of what is tested: threads that share a map in memory, as many as there are processors, and one that writes
 * and syncs a small file. Short rounds between the cells, so that whatever else the machine does meets both alike.
 *
 * <p>What it is good for: another machine of the same kind, or the same at another hour, has the cells and the reference slower by about the same factor. What it is not: a machine with
 * another cache, another disk or another number of processors is slower in more ways than one, which is why figures of machines that differ a lot are not judged at all.
 */
final class Calibration implements AutoCloseable {
    private static final long MEMORY_NANOS = Duration.ofMillis(60).toNanos();
    private static final long DISK_NANOS = Duration.ofMillis(40).toNanos();
    /** Rounds that are this close say nothing new, and would take the campaign's time. */
    private static final long APART_NANOS = Duration.ofSeconds(2).toNanos();
    /** Made one after the other at the beginning and at the end, where no cell is kept waiting. */
    private static final int TOGETHER = 5;
    /** At the beginning the virtual machine is slow. */
    private static final int WARM_UP = 4;

    private static final int KEYS = 1 << 10;
    private static final int VALUE_LONGS = 8;
    private static final int BLOCK = 4 << 10;

    /** Measures nothing. */
    static final Calibration NONE = new Calibration(null);

    private final @Nullable Scratch scratch;
    private final List<Double> memory = new ArrayList<>();
    private final List<Double> disk = new ArrayList<>();
    private final Map<Integer, long[]> map = new ConcurrentHashMap<>();
    private long last;
    private boolean isBroken;

    private Calibration(@Nullable Scratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Begins.
     *
     * @param isWanted whether anything is to be measured
     */
    static Calibration of(boolean isWanted) {
        if (!isWanted) {
            return NONE;
        }
        try {
            var calibration = new Calibration(Scratch.create(Scratch.systemDirectory()));
            for (int i = 0; i < WARM_UP; i++) {
                calibration.memoryRound(i);
            }
            calibration.several();
            return calibration;
        } catch (IOException e) {
            // Without a place for its file nothing is known of the machine, and no speed is judged.
            return NONE;
        }
    }

    /** Makes a round, unless the last one is not long ago. */
    void between() {
        if (scratch != null && System.nanoTime() - last >= APART_NANOS) {
            round();
        }
    }

    /** Makes the last rounds, and says what all of them come to; empty if nothing was measured. */
    Optional<ReferenceSpeed> speed() {
        if (scratch == null) {
            return Optional.empty();
        }
        several();
        return isBroken
                ? Optional.empty()
                : Optional.of(new ReferenceSpeed(memory.size(), spread(memory), spread(disk)));
    }

    private void several() {
        for (int i = 0; i < TOGETHER; i++) {
            round();
        }
    }

    private void round() {
        memory.add(memoryRound(memory.size()));
        try {
            disk.add(diskRound());
        } catch (IOException e) {
            // A disk that is full under the reference is so under the stores, which say it.
            isBroken = true;
        }
        last = System.nanoTime();
    }

    private double memoryRound(long seed) {
        int count = Runtime.getRuntime().availableProcessors();
        var steps = new LongAdder();
        var threads = new ArrayList<Thread>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var random = new SplittableRandom(seed * count + i);
            Thread thread = new Thread(
                    () -> {
                        steps.add(steps(random, System.nanoTime() + MEMORY_NANOS));
                    },
                    "skewer-reference");
            threads.add(thread);
            thread.start();
        }
        threads.forEach(ThreadEnd::await);
        return steps.sum() / ((System.nanoTime() - start) / 1e9);
    }

    /** Reads and writes of a map, as a store without anything around it; the values are made anew, as those of a store are. */
    private long steps(SplittableRandom random, long end) {
        long done = 0;
        long seen = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < BLOCK / 64; i++) {
                int key = random.nextInt(KEYS);
                if ((key + i) % 4 == 0) {
                    long[] value = new long[VALUE_LONGS];
                    value[0] = done;
                    map.put(key, value);
                } else {
                    long[] value = map.get(key);
                    seen += value == null ? 1 : value[0];
                }
                done++;
            }
        }
        // What is read has to be of use, or it is not read.
        return seen == Long.MIN_VALUE ? 0 : done;
    }

    private double diskRound() throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        long writes = 0;
        long start = System.nanoTime();
        try (FileChannel file = FileChannel.open(
                Objects.requireNonNull(scratch).directory().resolve("reference"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            do {
                block.clear();
                while (block.hasRemaining()) {
                    file.write(block);
                }
                file.force(false);
                writes++;
            } while (System.nanoTime() - start < DISK_NANOS);
        }
        return writes / ((System.nanoTime() - start) / 1e9);
    }

    private static Spread spread(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(
                CostOfIsolation.quantile(sorted, 0.5),
                CostOfIsolation.quantile(sorted, 0.25),
                CostOfIsolation.quantile(sorted, 0.75));
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
        }
    }
}
