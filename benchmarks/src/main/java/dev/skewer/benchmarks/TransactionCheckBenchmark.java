package dev.skewer.benchmarks;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.database.DataType;
import dev.skewer.database.Isolation;
import dev.skewer.database.generate.HistoryGenerator;
import dev.skewer.database.generate.HistorySpec;
import dev.skewer.database.generate.KeyDistribution;
import dev.skewer.history.EventLog;
import dev.skewer.history.Symbols;
import dev.skewer.workloads.generator.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast transactions are checked whose events are in memory: look at {@code transactions} of the result, which are those per second.
 * {@link #replay} only goes through the events, as both others do too, and is the baseline; {@link #check} is all of it; {@link #decide}
 * begins where all events were taken. {@code benchmarks/run TransactionCheckBenchmark}, with lengths such as {@code -p
 * transactions=10000,100000,1000000}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
public class TransactionCheckBenchmark {
    private static final Duration TIME = Duration.ofMinutes(1);

    /** The histories. */
    public enum Case {
        /** Lists, strict serializable. */
        LISTS("list-append", DataType.LIST_APPEND, Isolation.STRICT_SERIALIZABLE, 0, Validity.TRUE),
        /** Lists at snapshot isolation, checked for serializability: one giant component. */
        LISTS_SNAPSHOT("list-append", DataType.LIST_APPEND, Isolation.SNAPSHOT_ISOLATION, 0, Validity.FALSE),
        /** Serializable lists and one write skew in 100 transactions: many small components. */
        LISTS_SKEWED("list-append", DataType.LIST_APPEND, Isolation.STRICT_SERIALIZABLE, 0.01, Validity.FALSE),
        /** Registers, serializable. */
        REGISTERS("rw-register", DataType.RW_REGISTER, Isolation.SERIALIZABLE, 0, Validity.TRUE);

        private final String model;
        private final DataType type;
        private final Isolation isolation;
        /** The share of transactions with which a write skew begins. */
        private final double skews;

        private final Validity expected;

        Case(String model, DataType type, Isolation isolation, double skews, Validity expected) {
            this.model = model;
            this.type = type;
            this.isolation = isolation;
            this.skews = skews;
            this.expected = expected;
        }

        private HistorySpec spec(int transactions) {
            return new HistorySpec(
                    type,
                    isolation,
                    transactions,
                    20,
                    new HistorySpec.Keys(10, 32, KeyDistribution.EXPONENTIAL),
                    new HistorySpec.Shape(1, 7, 0, 0),
                    0,
                    0,
                    new TreeMap<>(skews == 0 ? Map.of() : Map.of("write-skew", skews)),
                    Set.of(),
                    new Seed(1));
        }
    }

    /** One history in memory. */
    @State(Scope.Benchmark)
    public static class Data {
        /** Which. */
        @Param
        public Case history = Case.LISTS;

        /** How long. */
        @Param("1000000")
        public int transactions = 1_000_000;

        private EventLog log = new EventLog(new Symbols());

        /** Makes the history. */
        @Setup
        public void make() throws IOException {
            log = new EventLog(new Symbols());
            HistoryGenerator.generate(history.spec(transactions), event -> {
                if (log.size() == 0) {
                    log = new EventLog(event.symbols);
                }
                log.accept(event);
            });
        }

        private CheckSession taken() throws IOException {
            CheckSession session = Checkers.named(history.model)
                    .orElseThrow()
                    .open(CheckOptions.none().with(CheckOption.CONSISTENCY_MODEL, "serializable"));
            log.replay(session);
            return session;
        }
    }

    /** A check that has all its events. */
    @State(Scope.Thread)
    public static class Taken {
        private @Nullable CheckSession session;

        /** Takes the events, outside of what is measured. */
        @Setup(Level.Invocation)
        public void take(Data data) throws IOException {
            session = data.taken();
        }

        /** Lets go of them. */
        @TearDown(Level.Invocation)
        public void drop() {
            session = null;
        }
    }

    /** Transactions per second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        /** How many were looked at. */
        public long transactions;
    }

    /** The events, and nothing done with them. */
    @Benchmark
    public long replay(Data data, Counter counter) throws IOException {
        var tokens = new long[1];
        data.log.replay(event -> tokens[0] += event.value.size());
        counter.transactions += data.transactions;
        return tokens[0];
    }

    /** From the first event to the verdict. */
    @Benchmark
    public Verdict check(Data data, Counter counter) throws IOException {
        counter.transactions += data.transactions;
        return decided(data, data.taken());
    }

    /** From the last event to the verdict. */
    @Benchmark
    public Verdict decide(Data data, Taken taken, Counter counter) {
        counter.transactions += data.transactions;
        return decided(data, Objects.requireNonNull(taken.session));
    }

    private static Verdict decided(Data data, CheckSession session) {
        Verdict verdict = session.verdict(Budget.of(TIME, 2L << 30));
        if (verdict.valid() != data.history.expected) {
            throw new IllegalStateException(data.history + " was found " + verdict.valid());
        }
        return verdict;
    }
}
