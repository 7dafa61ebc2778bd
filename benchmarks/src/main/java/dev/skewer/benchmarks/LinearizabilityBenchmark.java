package dev.skewer.benchmarks;

import dev.skewer.benchmarks.SyntheticObjectHistory.Kind;
import dev.skewer.benchmarks.SyntheticObjectHistory.Options;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistoryBuilder;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
 * How long it takes to decide valid histories that are in memory. {@code benchmarks/run LinearizabilityBenchmark}; one core
 * with {@code -jvmArgsAppend -XX:ActiveProcessorCount=1}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class LinearizabilityBenchmark {
    private static final Duration TIME = Duration.ofMinutes(1);

    /** The histories. */
    public enum Case {
        /** 100,000 operations on one register by 20 clients, every value written once. */
        REGISTER_UNIQUE,
        /** The same with five values that come again and again, so that it has to be searched. */
        REGISTER_SEARCH,
        /** 10,000 operations by 50 clients on one register with compare-and-set, five values, a tenth of unknown outcome. */
        REGISTER_50_CLIENTS,
        /** 1,000,000 operations over 1,000 registers with compare-and-set, five values. */
        CAS_REGISTER_KEYED,
        /** 100,000 operations on one queue, one in 1,000 of unknown outcome. */
        FIFO_QUEUE,
        /** 1,700 operations by 50 clients on 10 keys of strings to which is appended, one in 50 of them appended before. */
        KV_FEW_REPEATS,
        /** 200 transfers and reads by 50 clients. */
        BANK;

        private Options options() {
            return switch (this) {
                case REGISTER_UNIQUE -> new Options(Kind.REGISTER, 100_000, 20, 1, 0, 0, 0, 1);
                case REGISTER_SEARCH -> new Options(Kind.REGISTER, 100_000, 20, 1, 5, 0, 0, 1);
                case REGISTER_50_CLIENTS -> new Options(Kind.CAS_REGISTER, 10_000, 50, 1, 5, 0, 0.1, 1);
                case CAS_REGISTER_KEYED -> new Options(Kind.CAS_REGISTER, 1_000_000, 20, 1_000, 5, 0, 0, 1);
                case FIFO_QUEUE -> new Options(Kind.FIFO_QUEUE, 100_000, 20, 1, 0, 0, 0.001, 1);
                case KV_FEW_REPEATS -> new Options(Kind.KV, 1_700, 50, 10, 0, 0.02, 0, 1);
                case BANK -> new Options(Kind.BANK, 200, 50, 1, 0, 0, 0, 1);
            };
        }
    }

    /** One history in memory. */
    @State(Scope.Benchmark)
    public static class Data {
        /** Which. */
        @Param
        public Case history = Case.REGISTER_UNIQUE;

        OperationHistory operations = new OperationHistoryBuilder("none").build();
        Model<?> model = ModelCatalog.named("register", null, NilRead.ANY);

        /** Makes the history. */
        @Setup
        public void make() throws IOException {
            Options options = history.options();
            boolean register = options.kind() == Kind.REGISTER || options.kind() == Kind.CAS_REGISTER;
            String name = options.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            model = ModelCatalog.named(name, register ? 0L : null, NilRead.ANY);
            byte[] text = SyntheticObjectHistory.text(options).getBytes(StandardCharsets.UTF_8);
            OperationHistoryBuilder builder = new OperationHistoryBuilder(name);
            try (EventReader reader = Histories.read(new ByteArrayInputStream(text), name, Format.EDN)) {
                Event event = new Event(reader.symbols());
                while (reader.next(event)) {
                    builder.accept(event);
                }
            }
            operations = builder.build();
        }
    }

    /** Decides one history. */
    @Benchmark
    public Analysis check(Data data) {
        Analysis analysis = LinearizabilityChecker.check(data.operations, data.model, Budget.of(TIME, 1L << 30));
        for (PartResult part : analysis.parts()) {
            if (part.valid() != Validity.TRUE) {
                throw new IllegalStateException("a valid history was found " + part.valid());
            }
        }
        return analysis;
    }
}
