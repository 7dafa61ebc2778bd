package dev.skewer.workloads.runner;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which faults are under way, and how often each has been injected. */
final class FaultBoard {
    private final ConcurrentSkipListSet<String> active = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListMap<String, Long> injected = new ConcurrentSkipListMap<>();

    void expect(String fault) {
        injected.put(fault, 0L);
    }

    void started(String fault) {
        active.add(fault);
        injected.merge(fault, 1L, Long::sum);
    }

    void healed(String fault) {
        active.remove(fault);
    }

    /** The faults under way, comma-separated. */
    String active() {
        return String.join(",", active);
    }

    SortedMap<String, Long> injected() {
        return new TreeMap<>(injected);
    }
}
