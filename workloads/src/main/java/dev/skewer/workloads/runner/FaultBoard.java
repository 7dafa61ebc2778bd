package dev.skewer.workloads.runner;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which faults are under way, and how often each has been injected. */
final class FaultBoard {
    /** Since when. */
    private final ConcurrentSkipListMap<String, Long> active = new ConcurrentSkipListMap<>();

    private final ConcurrentSkipListMap<String, Long> injected = new ConcurrentSkipListMap<>();
    /** When it was over the last time. */
    private final ConcurrentSkipListMap<String, Long> healed = new ConcurrentSkipListMap<>();

    private final ConcurrentSkipListMap<String, Long> longestNanos = new ConcurrentSkipListMap<>();

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
            longestNanos.merge(fault, time - since, Math::max);
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
     * For how long faults can have stopped the target in one stretch: the longest that each took, one after the other. What a node takes to
     * start again is part of it, which on a busy machine is more than the fault was to last.
     */
    Duration longest() {
        return Duration.ofNanos(
                longestNanos.values().stream().mapToLong(Long::longValue).sum());
    }

    SortedMap<String, Long> injected() {
        return new TreeMap<>(injected);
    }
}
