package dev.skewer.workloads.runner;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Which faults are under way, and how often each has been injected. */
final class FaultBoard {
    private final ConcurrentSkipListSet<String> active = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListMap<String, Long> injected = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<String, Long> since = new ConcurrentHashMap<>();
    private final AtomicLong longestNanos = new AtomicLong();

    void expect(String fault) {
        injected.put(fault, 0L);
    }

    /**
     * A fault begins.
     *
     * @param planned how long it is to last
     */
    void started(String fault, Duration planned) {
        longestNanos.accumulateAndGet(planned.toNanos(), Math::max);
        since.put(fault, System.nanoTime());
        active.add(fault);
        injected.merge(fault, 1L, Long::sum);
    }

    /** All is well again: a store that was killed has recovered, which may have taken longer than planned. */
    void healed(String fault) {
        active.remove(fault);
        Long start = since.remove(fault);
        if (start != null) {
            longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }

    /** The faults under way, comma-separated. */
    String active() {
        return String.join(",", active);
    }

    /** The longest that any fault so far lasted, or was to last. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    SortedMap<String, Long> injected() {
        return new TreeMap<>(injected);
    }
}
