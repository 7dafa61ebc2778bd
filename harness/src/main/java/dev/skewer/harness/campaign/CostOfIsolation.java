package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Interruption;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.ThreadEnd;
import dev.skewer.harness.run.Scratch;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.IsolationCost;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.store.Command;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.partition.PartitionStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * Measures what the isolation of a paired read costs, which nobody had measured when the repair was made.
 *
 * <p>One store, one thread that appends and trims as fast as it can, one thread that makes paired reads. Short rounds at
 * each isolation in turn, again and again, so that whatever the machine does besides (and what the store gathers) meets all
 * of them alike; each figure is the median over the rounds. The first turn warms up and is not counted.
 */
public final class CostOfIsolation {
    private static final int INVOCATIONS = 64;
    /** Entries that a journal is trimmed back to, and at which it is trimmed. */
    private static final int SHORT = 8;

    private static final int LONG = 16;
    private static final byte[] ENTRY = new byte[64];
    private static final Duration ROUND = Duration.ofMillis(150);
    private static final long MAX_LATENCY_NANOS = 10_000_000_000L;
    private static final long SEED = 3192;

    private CostOfIsolation() {}

    private record Round(double readsPerSecond, double p50Nanos, double p99Nanos, double writesPerSecond) {}

    /**
     * Measures for about as long as asked, and at least one round for each isolation.
     *
     * @param budget how long
     * @param progress where to show how far it has come
     * @param interruption ends it early; the rounds made until then count
     * @throws IOException if there is no place for the store's files
     */
    static List<IsolationCost> measure(Duration budget, Progress progress, Interruption interruption)
            throws IOException {
        Map<ReadIsolation, List<Round>> rounds = new EnumMap<>(ReadIsolation.class);
        for (ReadIsolation isolation : ReadIsolation.values()) {
            rounds.put(isolation, new ArrayList<>());
        }
        long turns = Math.max(2, budget.toMillis() / (ROUND.toMillis() * ReadIsolation.values().length));
        try (Scratch scratch = Scratch.create(Scratch.systemDirectory());
                PartitionStore store =
                        PartitionStore.open(scratch.directory().resolve("store"), StoreOptions.defaults());
                Writer writer = new Writer(store)) {
            for (long turn = 0; turn < turns && !interruption.isWished(); turn++) {
                progress.show((double) turn / turns, "turn " + (turn + 1) + " of " + turns);
                for (ReadIsolation isolation : ReadIsolation.values()) {
                    Round round = round(store, isolation, writer, turn);
                    if (turn > 0) {
                        rounds.getOrDefault(isolation, new ArrayList<>()).add(round);
                    }
                }
            }
        }
        var rows = new ArrayList<IsolationCost>();
        rounds.forEach((isolation, of) -> {
            if (!of.isEmpty()) {
                rows.add(new IsolationCost(
                        isolation.id(),
                        of.size(),
                        spread(of, Round::readsPerSecond),
                        spread(of, Round::p50Nanos),
                        spread(of, Round::p99Nanos),
                        spread(of, Round::writesPerSecond)));
            }
        });
        return rows;
    }

    /**
     * One row for people: the figures, between which half of the rounds lie, and how they compare with those at another.
     *
     * @param row of any isolation
     * @param base of the isolation to compare with
     */
    static List<String> texts(IsolationCost row, IsolationCost base) {
        var texts = new ArrayList<>(List.of(row.isolation()));
        add(texts, row.readsPerSecond(), base.readsPerSecond(), Figures::count);
        add(texts, row.p50Nanos(), base.p50Nanos(), nanos -> Figures.time(Math.round(nanos)));
        add(texts, row.p99Nanos(), base.p99Nanos(), nanos -> Figures.time(Math.round(nanos)));
        add(texts, row.writesPerSecond(), base.writesPerSecond(), Figures::count);
        return texts;
    }

    private static void add(List<String> texts, Spread figure, Spread base, DoubleFunction<String> text) {
        texts.add(text.apply(figure.median()));
        texts.add("(" + text.apply(figure.low()) + " to " + text.apply(figure.high()) + ")");
        boolean isBase = figure.equals(base);
        texts.add(
                isBase || base.median() <= 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%s%.2f",
                                figure.differsFrom(base) ? "×" : "≈",
                                figure.median() / base.median()));
    }

    private static Round round(PartitionStore store, ReadIsolation isolation, Writer writer, long turn) {
        var latency = new Histogram(MAX_LATENCY_NANOS, 3);
        var random = new SplittableRandom(SEED + turn);
        long written = writer.count();
        long start = System.nanoTime();
        long end = start + ROUND.toNanos();
        long reads = 0;
        try (PartitionReader reader = store.reader(isolation)) {
            long before = start;
            while (before < end) {
                reader.read(1 + random.nextInt(INVOCATIONS), false);
                long after = System.nanoTime();
                latency.recordValue(Math.min(after - before, MAX_LATENCY_NANOS));
                before = after;
                reads++;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(
                reads / seconds,
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                (writer.count() - written) / seconds);
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    /** A quantile of figures that ascend, between two of them where it falls there. */
    static double quantile(double[] sorted, double at) {
        double place = at * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Appends to all invocations in turn and trims those that have grown long, until it is closed. */
    private static final class Writer implements AutoCloseable {
        private final PartitionStore store;
        private final AtomicLong count = new AtomicLong();
        private final AtomicBoolean isClosed = new AtomicBoolean();
        private final Thread thread;

        Writer(PartitionStore store) {
            this.store = store;
            int[] lengths = new int[INVOCATIONS + 1];
            Arrays.fill(lengths, 0);
            for (int i = 0; i < INVOCATIONS * SHORT; i++) {
                write(lengths, 1 + i % INVOCATIONS);
            }
            thread = new Thread(
                    () -> {
                        for (int i = 0; !isClosed.get(); i++) {
                            write(lengths, 1 + i % INVOCATIONS);
                        }
                    },
                    "skewer-cost-writer");
            thread.start();
        }

        private void write(int[] lengths, int invocation) {
            if (lengths[invocation] >= LONG) {
                store.execute(new Command.Trim(invocation, SHORT));
                lengths[invocation] = SHORT;
            } else {
                store.execute(new Command.Append(invocation, ENTRY.clone(), Command.ANY_LENGTH));
                lengths[invocation]++;
            }
            count.incrementAndGet();
        }

        long count() {
            return count.get();
        }

        @Override
        public void close() {
            isClosed.set(true);
            ThreadEnd.await(thread);
        }
    }
}
