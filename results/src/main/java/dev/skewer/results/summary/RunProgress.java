package dev.skewer.results.summary;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run or a campaign that goes on is doing: what {@code progress.json} in its folder says, which is written anew about once a second
 * and gone when it is over. One that is still there afterwards is of a process that was killed.
 *
 * @param writer the process that runs it
 * @param written when this was so, to the millisecond
 * @param phase what is going on
 * @param figures of the operations so far; empty before the first one, and of a campaign
 */
public record RunProgress(Writer writer, Instant written, Phase phase, Optional<Figures> figures) {
    /**
     * A process. Numbers of processes are used again, so it is told by when it began too.
     *
     * @param pid its number
     * @param started when it began, to the millisecond; empty where the operating system does not say
     */
    public record Writer(long pid, Optional<Instant> started) {
        /** Clocks that are set meanwhile move the beginning that the operating system reports. */
        private static final Duration TOLERANCE = Duration.ofSeconds(2);

        /** To the millisecond. */
        public Writer {
            started = started.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
        }

        /** This process. */
        public static Writer current() {
            ProcessHandle self = ProcessHandle.current();
            return new Writer(self.pid(), self.info().startInstant());
        }

        /** Whether it is there, seen from here; of a process of another machine or container this is false. */
        public boolean isAlive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> started.isEmpty()
                            || process.info().startInstant().stream()
                                    .allMatch(begun -> Duration.between(begun, started.get())
                                                    .abs()
                                                    .compareTo(TOLERANCE)
                                            <= 0))
                    .isPresent();
        }
    }

    /** What is going on. */
    public enum Phase {
        /** The target is being opened. */
        OPENING,
        /** Operations are under way. */
        RUNNING,
        /** The history is being checked. */
        CHECKING,
        /** A campaign: cells are under way, each of whose runs has a progress of its own. */
        CAMPAIGN;

        /** As it is stored: {@code running}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the operations of a run have come to so far.
     *
     * @param elapsed since the first could begin, to the millisecond
     * @param limit how long that will go on; empty if a number of operations ends it
     * @param planned how many operations end it; 0 if only time does
     * @param ops begun
     * @param ok ended well
     * @param fail ended without effect
     * @param info ended with unknown effect
     * @param anomalies found so far, name to count; empty as long as nobody has looked
     * @param fault the faults under way, comma-separated; empty when there are none
     * @param recent the last moments, the oldest first; at most {@value #MAX_RECENT}
     */
    public record Figures(
            Duration elapsed,
            Optional<Duration> limit,
            long planned,
            long ops,
            long ok,
            long fail,
            long info,
            Optional<SortedMap<String, Long>> anomalies,
            String fault,
            List<Moment> recent) {
        /** So many moments are kept: two minutes. */
        public static final int MAX_RECENT = 120;

        /** Copies the collections. */
        public Figures {
            elapsed = elapsed.truncatedTo(ChronoUnit.MILLIS);
            anomalies = anomalies.map(counts -> Collections.unmodifiableSortedMap(new TreeMap<>(counts)));
            recent = List.copyOf(recent);
            if (recent.size() > MAX_RECENT) {
                throw new IllegalArgumentException(recent.size() + " moments");
            }
        }

        /** How much is done, from 0 to 1; empty if neither time nor operations say. */
        public Optional<Double> fraction() {
            double byOps = planned > 0 ? (double) ops / planned : 0;
            double byTime = limit.map(time -> (double) elapsed.toMillis() / Math.max(1, time.toMillis()))
                    .orElse(0.0);
            return planned > 0 || limit.isPresent()
                    ? Optional.of(Math.min(1, Math.max(byOps, byTime)))
                    : Optional.empty();
        }
    }

    /**
     * About a second of a run.
     *
     * @param at when it ended, in milliseconds since the run began
     * @param opsPerSecond operations begun in it, per second
     * @param p50 median of the latencies of the operations that ended well in it, in nanoseconds; 0 if none did
     * @param p99 the time within which 99 % of them were over, in nanoseconds; 0 if none did
     */
    public record Moment(long at, double opsPerSecond, long p50, long p99) {}

    /** To the millisecond. */
    public RunProgress {
        written = written.truncatedTo(ChronoUnit.MILLIS);
    }
}
