package dev.skewer.benchmarks;

import dev.skewer.store.Command;
import dev.skewer.store.Durability;
import dev.skewer.store.InvocationView;
import dev.skewer.store.Outcome;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoints;
import dev.skewer.store.partition.PartitionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The reference store: paired reads at each isolation, in peace and beside a writer; appends at each durability; and
 * what yield points cost when nobody uses them.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class StoreBenchmark {
    private static final int INVOCATIONS = 32;
    private static final int ENTRIES = 10;
    private static final int APPENDS = 1024;
    private static final byte[] ENTRY = new byte[16];

    /** A store in a fresh directory. */
    abstract static class Home {
        private @Nullable Path directory;
        private @Nullable PartitionStore store;

        void open(StoreOptions options) {
            try {
                Path made = Files.createTempDirectory("skewer-benchmark");
                directory = made;
                store = PartitionStore.open(made, options);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Each invocation gets so many entries. */
        void fill() {
            for (int i = 0; i < INVOCATIONS * ENTRIES; i++) {
                store().execute(new Command.Append(i % INVOCATIONS, ENTRY));
            }
        }

        PartitionStore store() {
            return Objects.requireNonNull(store);
        }

        void delete() throws IOException {
            store().close();
            try (Stream<Path> files = Files.walk(Objects.requireNonNull(directory))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A store and what kind of reads there are. */
    @State(Scope.Benchmark)
    public static class Reads extends Home {
        /** By id. */
        @Param({"committed", "snapshot", "locked"})
        public String isolation = "";

        /** Opens and fills. */
        @Setup
        public void make() {
            open(StoreOptions.defaults());
            fill();
        }

        /** Closes and deletes. */
        @TearDown
        public void clean() throws IOException {
            delete();
        }
    }

    /** One client that reads each invocation in turn. */
    @State(Scope.Thread)
    public static class Client {
        private @Nullable PartitionReader reader;
        private long next;

        /** Takes a reader. */
        @Setup
        public void begin(Reads reads) {
            reader = reads.store().reader(ReadIsolation.of(reads.isolation));
        }

        /** Returns it. */
        @TearDown
        public void end() {
            Objects.requireNonNull(reader).close();
        }

        InvocationView read() {
            return Objects.requireNonNull(reader).read(next++ % INVOCATIONS, false);
        }
    }

    /** Metadata and ten entries, nobody writes. */
    @Benchmark
    public InvocationView pairedRead(Client client) {
        return client.read();
    }

    /** The same beside a client that appends and trims. */
    @Benchmark
    @Group("busy")
    public InvocationView busyPairedRead(Client client) {
        return client.read();
    }

    /** Appends one entry, or takes the newest away again. */
    @Benchmark
    @Group("busy")
    public Outcome busyWrite(Reads reads, Turn turn) {
        long number = turn.next++;
        long invocation = number / 2 % INVOCATIONS;
        return reads.store()
                .execute(
                        number % 2 == 0
                                ? new Command.Append(invocation, ENTRY)
                                : new Command.Trim(invocation, ENTRIES));
    }

    /** Counts. */
    @State(Scope.Thread)
    public static class Turn {
        private long next;
    }

    /** A store to append to. */
    @State(Scope.Benchmark)
    public static class Appends extends Home {
        /** By id. */
        @Param({"none", "async", "sync"})
        public String durability = "";

        private long next;

        /** Opens. */
        @Setup(Level.Iteration)
        public void make() {
            open(StoreOptions.builder().durability(Durability.of(durability)).build());
        }

        /** Closes and deletes. */
        @TearDown(Level.Iteration)
        public void clean() throws IOException {
            delete();
        }
    }

    /** Submits many appends, then waits for all: as much group commit as there can be. */
    @Benchmark
    @OperationsPerInvocation(APPENDS)
    public long append(Appends appends) {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(APPENDS);
        for (int i = 0; i < APPENDS; i++) {
            outcomes.add(appends.store().submit(new Command.Append(appends.next++ / ENTRIES, ENTRY)));
        }
        long appended = 0;
        for (CompletableFuture<Outcome> outcome : outcomes) {
            appended += outcome.join() instanceof Outcome.Appended ? 1 : 0;
        }
        return appended;
    }

    /** Which yield points the store has. */
    public enum Hook {
        /** None: the default. */
        NONE,
        /** One that is called and does nothing. */
        IDLE
    }

    /** A store with or without yield points. */
    @State(Scope.Benchmark)
    public static class Hooked extends Home {
        /** Which. */
        @Param({"none", "idle"})
        public String hook = "";

        private @Nullable PartitionReader reader;
        private long next;

        /** Opens and fills. */
        @Setup
        public void make() {
            boolean none = Hook.valueOf(hook.toUpperCase(Locale.ROOT)) == Hook.NONE;
            open(StoreOptions.builder()
                    .yieldPoints(none ? YieldPoints.none() : (point, invocation) -> {})
                    .build());
            fill();
            reader = store().reader(ReadIsolation.SNAPSHOT);
        }

        /** Closes and deletes. */
        @TearDown
        public void clean() throws IOException {
            Objects.requireNonNull(reader).close();
            delete();
        }

        @Nullable Object readMetadata() {
            return Objects.requireNonNull(reader).readMetadata(next++ % INVOCATIONS);
        }
    }

    /** The shortest read there is, where a cost would show most. */
    @Benchmark
    public @Nullable Object yieldPoints(Hooked hooked) {
        return hooked.readMetadata();
    }

    /**
     * The same with the places for yield points taken out of the compiled code. Only {@code none} has a meaning here.
     */
    @Benchmark
    @Fork(value = 3, jvmArgsAppend = "-Ddev.skewer.store.absentYieldPoints=true")
    public @Nullable Object yieldPointsAbsent(Hooked hooked) {
        return hooked.readMetadata();
    }
}
