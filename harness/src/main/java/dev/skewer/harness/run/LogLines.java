package dev.skewer.harness.run;

import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.LogExcerpt;
import dev.skewer.results.summary.LogExcerpt.Line;
import dev.skewer.workloads.target.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The lines of the logs of a run, kept until it is known around which moments they are wanted. Of a large log only the end is.
 */
final class LogLines {
    /** How much of a log is read, from its end. */
    private static final int MAX_BYTES = 1 << 20;
    /** How much of a line is looked at, longer than any secret in it. */
    private static final int MAX_LOOKED_AT = 4_096;
    /** The most characters of a line. */
    private static final int MAX_CHARACTERS = 400;
    /** How many lines a summary has at most. */
    private static final int MAX_LINES = 150;
    /** How near to a call or return of an example a line is of interest. */
    private static final long NEAR_NANOS = 500_000_000;
    /** How many lines around a problem are of interest. */
    private static final int AROUND = 3;

    private static final Pattern PROBLEM =
            Pattern.compile("\\b(WARN|WARNING|ERROR|FATAL|PANIC|SEVERE)\\b|^\\d+:\\S .{20,30} # ");

    private final Instant origin;
    private final ZoneId here;
    private final List<Line> lines = new ArrayList<>();
    /** Which of them tell of a problem. */
    private final BitSet problems = new BitSet();

    /**
     * No lines yet.
     *
     * @param origin the start of the run, from which its history counts time
     * @param here the zone of times that do not say theirs
     */
    LogLines(Instant origin, ZoneId here) {
        this.origin = origin;
        this.here = here;
    }

    /**
     * Adds those of a log; one that is not there or cannot be read has none.
     *
     * @param name what people call it
     */
    void add(String name, Path file) {
        long at = LogExcerpt.UNTIMED;
        for (String line : end(file)) {
            // What goes on below a line, as a stack trace does, was written with it.
            at = LogTime.of(line, here).map(this::sinceOrigin).orElse(at);
            String beginning = cut(line, MAX_LOOKED_AT);
            problems.set(lines.size(), PROBLEM.matcher(beginning).find());
            lines.add(new Line(name, at, cut(Secrets.masked(beginning), MAX_CHARACTERS)));
        }
    }

    /** The lines of a file, or of its end if it is large. */
    private static List<String> end(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long skipped = Math.max(0, channel.size() - MAX_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - skipped));
            while (bytes.hasRemaining() && channel.read(bytes, skipped + bytes.position()) >= 0) {
                // More follows.
            }
            List<String> all = StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .toList();
            // The first of an end is half of one.
            return skipped == 0 || all.isEmpty() ? all : all.subList(1, all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private long sinceOrigin(Instant time) {
        try {
            return Duration.between(origin, time).toNanos();
        } catch (ArithmeticException e) {
            return LogExcerpt.UNTIMED;
        }
    }

    private static String cut(String line, int limit) {
        if (line.length() <= limit) {
            return line;
        }
        int end = limit - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /**
     * Those near to the examples of a verdict, and around what the logs themselves call a problem; of more than there is room for the nearest.
     */
    LogExcerpt around(Verdict verdict) {
        long[] moments = moments(verdict);
        var ranked = new ArrayList<Ranked>();
        for (int i = 0; i < lines.size(); i++) {
            long distance = distance(lines.get(i).at(), moments);
            if (distance > NEAR_NANOS) {
                distance = NEAR_NANOS + linesToProblem(i);
            }
            if (distance <= NEAR_NANOS + AROUND) {
                ranked.add(new Ranked(i, distance));
            }
        }
        List<Line> kept = ranked.stream()
                .sorted(Comparator.comparingLong(Ranked::distance).thenComparingInt(Ranked::number))
                .limit(MAX_LINES)
                .sorted(Comparator.comparingInt(Ranked::number))
                .map(line -> lines.get(line.number()))
                .toList();
        return new LogExcerpt(kept, ranked.size() - kept.size());
    }

    /**
     * A line of interest.
     *
     * @param number its place among all
     * @param distance nanoseconds to the nearest moment; beyond those that are near, lines to the nearest problem
     */
    private record Ranked(int number, long distance) {}

    private static long[] moments(Verdict verdict) {
        return Stream.of(verdict.anomalies(), verdict.allowed())
                .flatMap(all -> all.values().stream())
                .flatMap(anomaly -> anomaly.examples().stream())
                .flatMap(example -> example.steps().stream())
                .flatMapToLong(step -> LongStream.of(step.invoked(), step.completed()))
                .filter(time -> time >= 0)
                .sorted()
                .distinct()
                .toArray();
    }

    private static long distance(long at, long[] moments) {
        if (at == LogExcerpt.UNTIMED || moments.length == 0) {
            return Long.MAX_VALUE;
        }
        int place = Arrays.binarySearch(moments, at);
        if (place >= 0) {
            return 0;
        }
        int after = -place - 1;
        long toNext = after < moments.length ? moments[after] - at : Long.MAX_VALUE;
        return after > 0 ? Math.min(toNext, at - moments[after - 1]) : toNext;
    }

    /** How many lines further on or back in the same log one tells of a problem, or more than are of interest. */
    private int linesToProblem(int number) {
        for (int far = 0; far <= AROUND; far++) {
            if (isProblem(number, number - far) || isProblem(number, number + far)) {
                return far;
            }
        }
        return AROUND + 1;
    }

    private boolean isProblem(int number, int other) {
        return other >= 0
                && other < lines.size()
                && lines.get(other).file().equals(lines.get(number).file())
                && problems.get(other);
    }
}
