package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.database.Defect;
import dev.skewer.database.Isolation;
import dev.skewer.workloads.generator.Seed;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which history to generate. Equal specs give equal histories.
 *
 * @param type what keys stand for
 * @param level what the database promises
 * @param transactions how many, at least 1
 * @param processes how many at a time, at least 1
 * @param keys which keys are used
 * @param shape what transactions look like
 * @param fail the share of transactions that abort
 * @param info the share of transactions of unknown outcome
 * @param injections for each anomaly, how many instances of it begin, per transaction of the database
 * @param defects mistakes planted in the database
 * @param seed all chance
 */
public record HistorySpec(
        DataType type,
        Isolation level,
        long transactions,
        int processes,
        Keys keys,
        Shape shape,
        double fail,
        double info,
        SortedMap<String, Double> injections,
        Set<Defect> defects,
        Seed seed) {
    /** The most processes, and the most active keys. */
    public static final int MAX_COUNT = 1_000_000;

    /** The most micro-operations of a transaction. */
    public static final int MAX_LENGTH = 1000;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException with one line, if it makes no sense
     */
    public HistorySpec {
        require(transactions >= 1, "transactions: there must be at least 1, not " + transactions);
        require(
                processes >= 1 && processes <= MAX_COUNT,
                "processes: from 1 to " + MAX_COUNT + " are possible, not " + processes);
        require(
                type != DataType.SET_ADD || shape.predicateReads == 0,
                "predicate-share: it is for list-append and rw-register, not set-add");
        requireShare("fail", fail);
        requireShare("info", info);
        require(fail + info <= 1, "fail and info: together they are at most 1, not " + (fail + info));
        injections = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Double>) injections));
        for (Map.Entry<String, Double> each : injections.entrySet()) {
            AnomalyScript script = AnomalyScripts.named(each.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("inject: there is no anomaly '" + each.getKey()
                            + "'; there are " + String.join(", ", AnomalyScripts.names())));
            requireShare("inject " + script.name(), each.getValue());
            require(
                    script.types().contains(type),
                    "inject: a history of " + type.label() + " cannot show " + script.name() + "; it can show "
                            + String.join(", ", AnomalyScripts.names(type)));
            require(
                    script.lanes() <= processes,
                    "inject: " + script.name() + " needs at least " + script.lanes() + " processes, and there are "
                            + processes);
            require(
                    script.transactions().size() <= transactions,
                    "inject: " + script.name() + " needs at least "
                            + script.transactions().size() + " transactions, and there are " + transactions);
        }
        defects = Collections.unmodifiableSet(Set.copyOf(defects));
        require(
                !defects.contains(Defect.UNCHECKED_PREDICATES) || shape.predicateReads > 0,
                "defect: " + Defect.UNCHECKED_PREDICATES.label()
                        + " shows in predicate reads, and there are none; give them a share");
        for (Defect defect : defects) {
            require(
                    defect.types().contains(type) && defect.levels().contains(level),
                    "defect: " + defect.label() + " breaks nothing of " + type.label() + " at " + level.label()
                            + "; it is for "
                            + String.join(
                                    ", ",
                                    defect.types().stream()
                                            .map(DataType::label)
                                            .sorted()
                                            .toList())
                            + " at "
                            + String.join(
                                    ", ",
                                    defect.levels().stream()
                                            .map(Isolation::label)
                                            .toList()));
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }

    private static void requireShare(String what, double share) {
        require(share >= 0 && share <= 1, what + ": a share is from 0 to 1, not " + share);
    }

    /**
     * Which keys are used.
     *
     * @param active how many at a time
     * @param writesPerKey after so many writes a key makes place for a fresh one
     * @param distribution how often each of them is used
     */
    public record Keys(int active, int writesPerKey, KeyDistribution distribution) {
        /** As Jepsen's list-append test: ten keys, each half as often as the one before, 32 writes of each. */
        public static final Keys STANDARD = new Keys(10, 32, KeyDistribution.EXPONENTIAL);

        /**
         * Checks.
         *
         * @throws IllegalArgumentException with one line, if it makes no sense
         */
        public Keys {
            require(
                    active >= 1 && active <= MAX_COUNT,
                    "keys: from 1 to " + MAX_COUNT + " are possible, not " + active);
            require(writesPerKey >= 1, "max-writes-per-key: at least 1, not " + writesPerKey);
        }
    }

    /**
     * What transactions look like.
     *
     * @param minLength the fewest micro-operations
     * @param maxLength the most micro-operations
     * @param readOnly the share of transactions that only read; in others each micro-operation is a read or a write, equally likely
     * @param predicateReads the share of reads that ask for several keys and return those that were written
     */
    public record Shape(int minLength, int maxLength, double readOnly, double predicateReads) {
        /** One to four micro-operations. */
        public static final Shape STANDARD = new Shape(1, 4, 0, 0);

        /**
         * Checks.
         *
         * @throws IllegalArgumentException with one line, if it makes no sense
         */
        public Shape {
            require(
                    minLength >= 1 && minLength <= maxLength,
                    "min-length: from 1 to max-length, which is " + maxLength + ", not " + minLength);
            require(maxLength <= MAX_LENGTH, "max-length: at most " + MAX_LENGTH + ", not " + maxLength);
            requireShare("read-only", readOnly);
            requireShare("predicate-share", predicateReads);
        }
    }
}
