package dev.skewer.benchmarks;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast the journal checker decides a valid history that is already in memory, on one thread: look at {@code
 * checkedOps} of the result, operations per second. For growth with the length of the history give several lengths, such
 * as {@code -p ops=1000000,5000000,20000000 -jvmArgs -Xmx8g}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class JournalCheckerBenchmark {
    /** One history in memory. */
    @State(Scope.Benchmark)
    public static class Data {
        /** Operations in the history. */
        @Param("1000000")
        public long ops;

        /** Share of operations of unknown outcome. */
        @Param("0.0005")
        public double infoShare;

        JournalHistory history = new JournalHistoryBuilder().build();

        /** Makes the history. */
        @Setup
        public void make() throws IOException {
            JournalHistoryBuilder builder = new JournalHistoryBuilder();
            SyntheticJournalHistory.generate(new SyntheticJournalHistory.Options(ops, 32, 8, infoShare, 1), builder);
            history = builder.build();
        }
    }

    /** What was checked. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Done {
        /** Operations. */
        public long checkedOps;
    }

    /** Checks the whole history. */
    @Benchmark
    public Verdict check(Data data, Done done) {
        Verdict verdict = JournalChecker.check(data.history, Budget.unlimited());
        if (verdict.valid() != Validity.TRUE) {
            throw new IllegalStateException(
                    "a valid history was found " + verdict.valid() + ": " + verdict.anomalies());
        }
        done.checkedOps += data.ops;
        return verdict;
    }
}
