package dev.skewer.checker.transaction.infer;

import dev.skewer.checker.transaction.history.InternalReads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with single reads and writes, whatever the order of transactions: how often of each kind, and the first few. Each
 * thread fills its own, and these are {@linkplain #addAll put together} in any order.
 */
public final class Findings {
    /** So many of each kind are kept to be shown. */
    private static final int MOST_KEPT = 8;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Finding>> kept = new EnumMap<>(Kind.class);

    /** What can be wrong. */
    public enum Kind {
        /** A read shows what a transaction wrote that failed. */
        ABORTED_READ("G1a"),
        /** A read shows what a transaction wrote and then wrote over itself. */
        INTERMEDIATE_READ("G1b"),
        /** What was written on top of what a failed transaction had written took effect. */
        DIRTY_UPDATE("dirty-update"),
        /** A read contradicts what its own transaction did before. */
        INTERNAL("internal"),
        /** A read shows what its own transaction wrote only later. */
        FUTURE_READ("future-read"),
        /** A read shows what no transaction wrote. */
        GARBAGE_READ("garbage-read"),
        /** A list has one element more often than it was appended. */
        DUPLICATE_ELEMENTS("duplicate-elements"),
        /** Two reads show lists of which neither is the beginning of the other. */
        INCOMPATIBLE_ORDER("incompatible-order"),
        /** Two reads show sets of which each has what the other lacks, and no element tells who added it. */
        FORKED_READS("G-nonadjacent"),
        /** A list has what one transaction appended in another order, or not all of it. */
        TORN_TRANSACTION("incompatible-order"),
        /** What a register held can be in no order. */
        CYCLIC_VERSIONS("cyclic-versions"),
        /** Two transactions read the same version of an object, and both wrote it. */
        LOST_UPDATE("lost-update"),
        /** The same where one of them only looked for the object, by a predicate, and it was not there. */
        LOST_INSERT("G2");

        private final String anomaly;

        Kind(String anomaly) {
            this.anomaly = anomaly;
        }

        /** The name of the anomaly that it is. */
        public String anomaly() {
            return anomaly;
        }
    }

    /**
     * One of them.
     *
     * @param kind what is wrong
     * @param microOp the read or write that shows it
     * @param other another one that it contradicts, or that wrote what it shows; -1 if there is none
     * @param position which element of a list it is about; -1 if it is about none
     */
    public record Finding(Kind kind, int microOp, int other, int position) {}

    /** Adds one. */
    public void add(Kind kind, int microOp, int other, int position) {
        add(kind, 1);
        keep(new Finding(kind, microOp, other, position));
    }

    /** Adds some of which nothing more is known. */
    public void add(Kind kind, long more) {
        if (more > 0) {
            counts.merge(kind, more, Long::sum);
        }
    }

    /** Adds the reads that contradict their own transaction, which were found while the history was read. */
    void addInternal(InternalReads internal) {
        int[] first = internal.microOps();
        for (int microOp : first) {
            add(Kind.INTERNAL, microOp, -1, -1);
        }
        add(Kind.INTERNAL, internal.count() - first.length);
    }

    private void keep(Finding finding) {
        List<Finding> some = kept.computeIfAbsent(finding.kind, unused -> new ArrayList<>());
        some.add(finding);
        if (some.size() > 2 * MOST_KEPT) {
            shorten(some);
        }
    }

    private static void shorten(List<Finding> some) {
        some.sort(Comparator.comparingInt(Finding::microOp)
                .thenComparingInt(Finding::other)
                .thenComparingInt(Finding::position));
        if (some.size() > MOST_KEPT) {
            some.subList(MOST_KEPT, some.size()).clear();
        }
    }

    /** Takes over those of another thread. */
    public void addAll(Findings others) {
        others.counts.forEach(this::add);
        others.kept.values().forEach(some -> some.forEach(this::keep));
    }

    /** The same without those of a kind. */
    public Findings without(Kind kind) {
        var others = new Findings();
        counts.forEach((each, count) -> {
            if (each != kind) {
                others.add(each, count);
                kept.getOrDefault(each, List.of()).forEach(others::keep);
            }
        });
        return others;
    }

    /** How many there are of a kind. */
    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The first few of a kind, by their micro-ops. */
    public List<Finding> first(Kind kind) {
        List<Finding> some = kept.getOrDefault(kind, List.of());
        if (!some.isEmpty()) {
            shorten(some);
        }
        return List.copyOf(some);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
