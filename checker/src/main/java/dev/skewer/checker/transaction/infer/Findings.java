package dev.skewer.checker.transaction.infer;

import dev.skewer.checker.transaction.history.InternalReads;
import java.util.Comparator;
import java.util.List;

/**
 * What is wrong with single reads and writes, whatever the order of transactions: how often of each kind, and the first few. Each
 * thread fills its own, and these are {@linkplain #addAll put together} in any order.
 */
public final class Findings {
    private final FirstFew<Kind, Finding> found = new FirstFew<>(
            Kind.class,
            Comparator.comparingInt(Finding::microOp)
                    .thenComparingInt(Finding::other)
                    .thenComparingInt(Finding::position));

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
        found.add(kind, new Finding(kind, microOp, other, position));
    }

    /** Adds some of which nothing more is known. */
    public void add(Kind kind, long more) {
        found.count(kind, more);
    }

    /** Adds the reads that contradict their own transaction, which were found while the history was read. */
    void addInternal(InternalReads internal) {
        int[] first = internal.microOps();
        for (int microOp : first) {
            add(Kind.INTERNAL, microOp, -1, -1);
        }
        add(Kind.INTERNAL, internal.count() - first.length);
    }

    /** Takes over those of another thread. */
    public void addAll(Findings others) {
        found.addAll(others.found);
    }

    /** The same without those of a kind. */
    public Findings without(Kind kind) {
        var others = new Findings();
        others.found.addAllBut(kind, found);
        return others;
    }

    /** How many there are of a kind. */
    public long count(Kind kind) {
        return found.count(kind);
    }

    /** The first few of a kind, by their micro-ops. */
    public List<Finding> first(Kind kind) {
        return found.first(kind);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }
}
