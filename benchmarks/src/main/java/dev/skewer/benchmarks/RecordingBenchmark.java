package dev.skewer.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.skewer.history.EventSink;
import dev.skewer.history.Tape;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.Progress;
import dev.skewer.workloads.RunContext;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Generators;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.generator.SlotStream;
import dev.skewer.workloads.generator.Step;
import dev.skewer.workloads.runner.TestRunner;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What recording costs the store: the same operations of the journal workload by the same number of threads, without a
 * record ({@link Recording#OFF}), recorded and merged but not written ({@link Recording#MERGED}), and written as EDN to a file
 * ({@link Recording#EDN}).
 *
 * <p>{@code benchmarks/run RecordingBenchmark}. One measurement is one run of each, in turning order, so that whatever else
 * the machine does falls on all three; the costs that are printed at the end are medians of the quotients within a
 * measurement. Since that is still coarse on a busy machine, the share of the recorder's own thread is printed too. Time is the CPU time of the whole process: the machine's cores are all busy with the store, so what the
 * recorder takes the store does not get.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 15)
public class RecordingBenchmark {
    private static final int OPERATIONS = 50_000;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What becomes of the record. */
    private enum Recording {
        OFF,
        MERGED,
        EDN
    }

    /** Threads that use the store. */
    @Param("8")
    public int concurrency;

    private Path folder = Path.of("");
    private int measurements;
    /** CPU microseconds that the recorder's thread took per operation of the run under way. */
    private volatile double recorderMicros;
    /** The same of each run that was written, as a part of the CPU time of the whole process. */
    private final List<Double> recorderShares = new ArrayList<>();
    /** CPU microseconds per operation, by kind of record. */
    private final Map<Recording, List<Double>> micros = new EnumMap<>(Recording.class);

    /** Makes a folder for the store and the history. */
    @Setup(Level.Trial)
    public void makeFolder() throws IOException {
        folder = Files.createTempDirectory("recording-benchmark-");
    }

    /** Forgets what the warm-up measured. */
    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        if (iteration.getType() == IterationType.WARMUP || measurements++ == 0) {
            micros.clear();
            recorderShares.clear();
        }
    }

    /** Prints the costs and deletes the folder; the store has deleted its own files. */
    @TearDown(Level.Trial)
    public void finish() throws IOException {
        Files.deleteIfExists(folder.resolve("history.edn"));
        Files.delete(folder);
        System.out.printf("%nwithout a record: %.1f us of CPU an operation%n", quantile(samples(Recording.OFF), 0.5));
        for (Recording record : List.of(Recording.MERGED, Recording.EDN)) {
            List<Double> costs = new ArrayList<>();
            for (int i = 0; i < samples(record).size(); i++) {
                costs.add(100 * (samples(record).get(i) / samples(Recording.OFF).get(i) - 1));
            }
            System.out.printf(
                    "%s: median %+.1f %% (quartiles %+.1f and %+.1f) of %d%n",
                    record, quantile(costs, 0.5), quantile(costs, 0.25), quantile(costs, 0.75), costs.size());
        }
        System.out.printf(
                "the recorder's thread took %.1f %% of the CPU of a run that was written%n",
                quantile(recorderShares, 0.5));
    }

    private List<Double> samples(Recording record) {
        return micros.computeIfAbsent(record, first -> new ArrayList<>());
    }

    private static double quantile(List<Double> values, double at) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) (at * (sorted.size() - 1)));
    }

    /** One run of each, each from an empty folder to a closed store. */
    @Benchmark
    public long each() throws Exception {
        long sum = 0;
        Recording[] records = Recording.values();
        for (int i = 0; i < records.length; i++) {
            Recording record = records[(i + measurements) % records.length];
            long before = SYSTEM.getProcessCpuTime();
            sum += run(record);
            double spent = (SYSTEM.getProcessCpuTime() - before) / 1e3 / OPERATIONS;
            samples(record).add(spent);
            if (record == Recording.EDN) {
                recorderShares.add(100 * recorderMicros / spent);
            }
        }
        return sum;
    }

    private long run(Recording record) throws Exception {
        TestSpec spec = TestSpec.builder()
                .concurrency(concurrency)
                .ops(OPERATIONS)
                .seed(1)
                .build();
        return switch (record) {
            case OFF -> unrecorded(spec, Workloads.of(spec.workload()));
            case MERGED -> recorded(spec, event -> {});
            case EDN -> written(spec);
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

                    @Override
                    public void progress(Progress progress) {
                        recorderMicros = THREADS.getCurrentThreadCpuTime() / 1e3 / progress.ops();
                    }
                })
                .ok();
    }

    /** What the runner does, without its lanes, recorder, clock and final reads. */
    private <O> long unrecorded(TestSpec spec, Workload<O> workload) throws Exception {
        Path data = Files.createTempDirectory(folder, "target-");
        TargetSettings settings = new TargetSettings(
                data, spec.isolation(), spec.durability(), spec.targetOptions(), List.of(), Set.of(), new Seed(1));
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
