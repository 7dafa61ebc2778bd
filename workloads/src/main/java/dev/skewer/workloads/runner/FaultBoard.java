package dev.skewer.workloads.runner;

import dev.skewer.workloads.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which faults are under way, and how often each has been injected. */
final class FaultBoard {
    /** Since when. */
    private final ConcurrentSkipListMap<String, Long> active = new ConcurrentSkipListMap<>();

    private final ConcurrentSkipListMap<String, Long> injected = new ConcurrentSkipListMap<>();
    /** When it was over the last time. */
    private final ConcurrentSkipListMap<String, Long> healed = new ConcurrentSkipListMap<>();

    /** When faults were on that are over. */
    private final List<Span> spans = new ArrayList<>();

    /** A time that a fault was on, in nanoseconds since the run began. */
    private record Span(String fault, long from, long to) {
        long length() {
            return to - from;
        }
    }

    void expect(String fault) {
        injected.put(fault, 0L);
    }

    /**
     * A fault begins.
     *
     * @param time in nanoseconds since the run began
     */
    void started(String fault, long time) {
        active.put(fault, time);
        injected.merge(fault, 1L, Long::sum);
    }

    /**
     * All is well again, as far as that fault goes.
     *
     * @param time in nanoseconds since the run began
     */
    void healed(String fault, long time) {
        healed.put(fault, time);
        Long since = active.remove(fault);
        if (since != null) {
            synchronized (spans) {
                spans.add(new Span(fault, since, time));
            }
        }
    }

    /**
     * Whether another fault was on at some time since then.
     *
     * @param time in nanoseconds since the run began
     */
    boolean isAnotherSince(String fault, long time) {
        return active.keySet().stream().anyMatch(other -> !other.equals(fault))
                || healed.entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(fault) && other.getValue() >= time);
    }

    /** The faults under way, comma-separated. */
    String active() {
        return String.join(",", active.keySet());
    }

    /**
     * For how long faults can have stopped the target in a stretch of the run: the longest that each took, one after the other, or for as long as
     * one or another was on, whichever is more. What a node takes to start again is part of it, which on a busy machine is more than the
     * fault was to last, and enough for the next fault to begin before anybody was answered.
     */
    Duration explained(Stall stretch) {
        synchronized (spans) {
            return Duration.ofNanos(Math.max(
                    longest(), covered(stretch.from().toNanos(), stretch.to().toNanos())));
        }
    }

    private long longest() {
        return spans.stream().collect(Collectors.toMap(Span::fault, Span::length, Math::max)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** For how much of a time faults were on. */
    private long covered(long from, long to) {
        List<Span> inOrder = Stream.concat(
                        spans.stream(),
                        active.entrySet().stream()
                                .map(fault -> new Span(fault.getKey(), fault.getValue(), Long.MAX_VALUE)))
                .sorted(Comparator.comparingLong(Span::from))
                .toList();
        long covered = 0;
        long end = from;
        for (Span span : inOrder) {
            long begin = Math.max(end, span.from);
            end = Math.max(end, Math.min(to, span.to));
            covered += Math.max(0, end - begin);
        }
        return covered;
    }

    SortedMap<String, Long> injected() {
        return new TreeMap<>(injected);
    }
}
