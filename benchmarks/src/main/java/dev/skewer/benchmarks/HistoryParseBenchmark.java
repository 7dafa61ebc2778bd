package dev.skewer.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.EventSink;
import dev.skewer.history.Format;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.history.file.JsonLinesWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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
 * How fast histories of the journal workload are read and written, in memory: written on one thread, read as a check reads
 * them, with a thread for each core ({@code -jvmArgsAppend -XX:ActiveProcessorCount=1}: on one thread). Of the result look at
 * {@code megabytes} and {@code events}, which are per second, and at {@code cpuSeconds}: {@code megabytes / cpuSeconds} is
 * the speed for each core of one's own, also where others share it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HistoryParseBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** One history in both formats, and some of its events. */
    @State(Scope.Benchmark)
    public static class Data {
        /** Operations in the history. */
        @Param("50000")
        public long ops;

        byte[] edn = new byte[0];
        byte[] json = new byte[0];
        final List<Event> events = new ArrayList<>();

        /** Makes the history. */
        @Setup
        public void make() throws IOException {
            ByteArrayOutputStream ednBytes = new ByteArrayOutputStream();
            ByteArrayOutputStream jsonBytes = new ByteArrayOutputStream();
            try (EdnWriter ednWriter = new EdnWriter(ednBytes);
                    JsonLinesWriter jsonWriter = new JsonLinesWriter(jsonBytes)) {
                SyntheticJournalHistory.generate(SyntheticJournalHistory.Options.ofOps(ops), event -> {
                    ednWriter.accept(event);
                    jsonWriter.accept(event);
                });
            }
            edn = ednBytes.toByteArray();
            json = jsonBytes.toByteArray();
            SyntheticJournalHistory.generate(
                    SyntheticJournalHistory.Options.ofOps(ops), event -> events.add(copy(event)));
        }

        private static Event copy(Event event) {
            Event copy = new Event(event.symbols);
            copy.index = event.index;
            copy.time = event.time;
            copy.process = event.process;
            copy.type = event.type;
            copy.f = event.f;
            copy.value.addFrom(event.value, 0);
            return copy;
        }
    }

    /** What was read or written. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Done {
        /** Millions of bytes. */
        public double megabytes;

        /** Events. */
        public long events;

        /** Seconds of processor time of all threads. */
        public double cpuSeconds;

        private long begun;

        /** Begins each measured call. */
        void begin() {
            begun = SYSTEM.getProcessCpuTime();
        }

        /** Ends each measured call. */
        void end(long bytes, long moreEvents) {
            cpuSeconds += (SYSTEM.getProcessCpuTime() - begun) / 1e9;
            megabytes += bytes / 1e6;
            events += moreEvents;
        }
    }

    /** Reads EDN. */
    @Benchmark
    public long readEdn(Data data, Done done) throws IOException {
        return read(data.edn, Format.EDN, done, event -> {});
    }

    /** Reads JSON lines. */
    @Benchmark
    public long readJsonLines(Data data, Done done) throws IOException {
        return read(data.json, Format.JSONL, done, event -> {});
    }

    /** Reads EDN and builds the history that the journal checker takes. */
    @Benchmark
    public long buildFromEdn(Data data, Done done) throws IOException {
        return read(data.edn, Format.EDN, done, new JournalHistoryBuilder());
    }

    /** Reads JSON lines and builds the history that the journal checker takes. */
    @Benchmark
    public long buildFromJsonLines(Data data, Done done) throws IOException {
        return read(data.json, Format.JSONL, done, new JournalHistoryBuilder());
    }

    /** Writes EDN. */
    @Benchmark
    public void writeEdn(Data data, Done done) throws IOException {
        try (EdnWriter writer = new EdnWriter(OutputStream.nullOutputStream())) {
            write(data, writer, data.edn.length, done);
        }
    }

    /** Writes JSON lines. */
    @Benchmark
    public void writeJsonLines(Data data, Done done) throws IOException {
        try (JsonLinesWriter writer = new JsonLinesWriter(OutputStream.nullOutputStream())) {
            write(data, writer, data.json.length, done);
        }
    }

    private static long read(byte[] bytes, Format format, Done done, EventSink sink) throws IOException {
        done.begin();
        long longs = 0;
        long events = 0;
        try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "memory", format)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                sink.accept(event);
                longs += event.value.size();
                events++;
            }
        }
        done.end(bytes.length, events);
        return longs;
    }

    private static void write(Data data, EventSink writer, long bytes, Done done) throws IOException {
        done.begin();
        for (Event event : data.events) {
            writer.accept(event);
        }
        done.end(bytes, data.events.size());
    }
}
