package dev.skewer.benchmarks;

import dev.skewer.checker.api.Call;
import dev.skewer.checker.api.History;
import dev.skewer.checker.api.Recorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one recorded call of a Java test costs, by {@code benchmarks/run CallRecordingBenchmark -t N} with N threads that do
 * nothing but record, which is the worst case: they all take numbers of one sequence.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 20)
@Measurement(iterations = 40)
public class CallRecordingBenchmark {
    private static final int CALLS = 100_000;

    private Recorder recorder = History.record();

    /** A recorder keeps everything, so each measurement has one of its own. */
    @Setup(Level.Iteration)
    public void begin() {
        recorder = History.record();
    }

    /** Writes and reads. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Recorder calls() {
        for (int i = 0; i < CALLS; i++) {
            try (Call call = recorder.invoke(i % 2 == 0 ? "write" : "read", i)) {
                call.ok(i);
            }
        }
        return recorder;
    }
}
