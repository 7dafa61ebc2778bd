package dev.skewer.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.skewer.history.EdnWriter;
import dev.skewer.history.EventSink;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestRunner;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Generators;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.generator.Step;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What recording costs the store: the same operations of the journal workload by the same number of threads, without a
 * record ({@code off}), recorded and merged but not written ({@code merged}), and written as EDN to a file ({@code edn}).
 *
 * <p>{@code benchmarks/run RecordingBenchmark}; the score is wall time per operation, so the cost is the quotient of two.
 * Beside it stands the CPU time of the whole process per operation, which says the same on a machine whose cores are all
 * busy and is less troubled by what else runs there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 4)
@Measurement(iterations = 8)
public class RecordingBenchmark {
    private static final int OPERATIONS = 100_000;

    /** What becomes of the record. */
    @Param({"off", "merged", "edn"})
    public String recording = "off";

    /** Threads that use the store. */
    @Param("8")
    public int concurrency;

    private Path folder = Path.of("");

    /** Counted beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cpu {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        /** Microseconds of all cores per operation. */
        public double cpuMicros;
    }

    /** Makes a folder for the store and the history. */
    @Setup(Level.Trial)
    public void makeFolder() throws IOException {
        folder = Files.createTempDirectory("recording-benchmark-");
    }

    /** Deletes it; the store has deleted its own files. */
    @TearDown(Level.Trial)
    public void deleteFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("history.edn"));
        Files.delete(folder);
    }

    /** One run from an empty folder to a closed store. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public long run(Cpu cpu) throws Exception {
        long before = Cpu.SYSTEM.getProcessCpuTime();
        try {
            return run();
        } finally {
            cpu.cpuMicros = (Cpu.SYSTEM.getProcessCpuTime() - before) / 1e3 / OPERATIONS;
        }
    }

    private long run() throws Exception {
        TestSpec spec = TestSpec.builder()
                .concurrency(concurrency)
                .ops(OPERATIONS)
                .seed(1)
                .build();
        return switch (recording) {
            case "off" -> unrecorded(spec, Workloads.of(spec.workload()));
            case "merged" -> recorded(spec, event -> {});
            default -> written(spec);
        };
    }

    private long written(TestSpec spec) throws IOException {
        try (EdnWriter writer = new EdnWriter(Files.newOutputStream(folder.resolve("history.edn")))) {
            return recorded(spec, writer);
        }
    }

    private long recorded(TestSpec spec, EventSink sink) {
        return TestRunner.run(spec, new RunContext() {
                    @Override
                    public Path scratch() {
                        return folder;
                    }

                    @Override
                    public EventSink history() {
                        return sink;
                    }
                })
                .ok();
    }

    /** What the runner does, without its lanes, recorder, clock and final reads. */
    private <O> long unrecorded(TestSpec spec, Workload<O> workload) throws Exception {
        Path data = Files.createTempDirectory(folder, "target-");
        TargetSettings settings =
                new TargetSettings(data, spec.isolation(), spec.durability(), List.of(), Set.of(), new Seed(1));
        long done = 0;
        try (Target target = Targets.of(spec.target()).open(settings)) {
            Workload.Session<O> session = workload.start(spec, target, new Names());
            Generator<O> generator = Generators.limitTotal(spec.ops(), workload.generator(spec));
            var threads = new ArrayList<Thread>();
            for (int slot = 0; slot < spec.concurrency(); slot++) {
                SlotStream<O> stream = new SlotStream<>(generator, new Seed(1), slot, spec.concurrency());
                Client<O> client = session.client(slot);
                threads.add(new Thread(() -> play(stream, client)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
                done++;
            }
        }
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return done;
    }

    private static <O> void play(SlotStream<O> stream, Client<O> client) {
        Tape invocation = new Tape();
        Completion completion = new Completion();
        try (client) {
            while (stream.next(0) instanceof Step.Emit<O> emit) {
                invocation.clear();
                completion.clear();
                client.prepare(emit.operation(), invocation);
                client.call(completion);
            }
        }
    }
}
