package dev.skewer.checker.journal.versions;

import java.util.List;
import java.util.Locale;

/** What can be wrong with one operation: an anomaly, and the kind of it. */
public enum Finding {
    SKEW_METADATA_BEFORE_TRIM("read-skew", "metadata-before-trim"),
    SKEW_METADATA_AFTER_TRIM("read-skew", "metadata-after-trim"),
    SKEW_METADATA_BEFORE_APPEND("read-skew", "metadata-before-append"),
    SKEW_METADATA_AFTER_APPEND("read-skew", "metadata-after-append"),
    SKEW_METADATA_BEFORE_COMPACT("read-skew", "metadata-before-compact"),
    SKEW_METADATA_AFTER_COMPACT("read-skew", "metadata-after-compact"),
    SKEW_METADATA_BEFORE_PURGE("read-skew", "metadata-before-purge"),
    SKEW_METADATA_AFTER_PURGE("read-skew", "metadata-after-purge"),
    SKEW_SAME_LENGTH("read-skew", "same-length-replacement"),
    SKEW_LENGTH("read-skew", "other-number-of-rows"),
    SKEW_STATE("read-skew", "state"),
    SKEW_ACROSS("read-skew", "across-invocations"),
    SKEW_CRASH("read-skew", "after-crash"),
    LOST_APPEND("lost-append", ""),
    PHANTOM_NEVER("phantom-entry", "never-appended"),
    PHANTOM_EARLY("phantom-entry", "before-its-append"),
    PHANTOM_ELSEWHERE("phantom-entry", "of-another-invocation"),
    ABORTED_READ("aborted-read", ""),
    RESURRECTED_TRIMMED("resurrected-entry", "trimmed"),
    RESURRECTED_COMPACTED("resurrected-entry", "compacted"),
    RESURRECTED_PURGED("resurrected-entry", "purged"),
    DUPLICATE_ENTRY("duplicate-entry", ""),
    GAP("gap", ""),
    REORDERED_ROWS("reordered", "rows"),
    REORDERED_WRITES("reordered", "writes"),
    MISPLACED("reordered", "other-index-than-acknowledged"),
    TORN_LENGTH("torn-metadata", "length"),
    TORN_EPOCH("torn-metadata", "epoch"),
    TORN_FIRST("torn-metadata", "first"),
    TORN_ORDER("torn-metadata", "order"),
    INTERMEDIATE_READ("intermediate-read", ""),
    STALE_READ("stale-read", ""),
    STALE_ANSWER("stale-read", "answer-of-a-write"),
    NON_MONOTONIC("non-monotonic-read", ""),
    LONG_FORK("long-fork", ""),
    POSITION_REUSE("position-reuse", ""),
    UNEXPLAINED("unexplained", "");

    private final String anomaly;
    private final String kind;

    Finding(String anomaly, String kind) {
        this.anomaly = anomaly;
        this.kind = kind;
    }

    public String anomaly() {
        return anomaly;
    }

    /** Which kind of the anomaly; empty where there is one only. */
    public String kind() {
        return kind;
    }

    /**
     * The weakest consistency models that exclude it, each operation being a transaction on two objects, the metadata and the
     * journal of an invocation.
     *
     * <ul>
     *   <li>A paired read that shows metadata and journal of two versions saw part of what the write of the later one wrote: a
     *       fractured read, which read atomicity excludes; and it is followed (rw) and preceded (wr) by that write, Adya's
     *       G-single, which PL-2+ excludes and, on items, PL-2.99.
     *   <li>So does one that shows, after a crash, what the crash had undone of the metadata.
     *   <li>A state that is not of the metadata's version, a scan that shows two moments and part of an append-all are G-single.
     *   <li>Two reads that disagree about the order of two writes are a cycle in which no two rw edges meet, which snapshot
     *       isolation excludes (Cerone and Gotsman, <em>Analysing Snapshot Isolation</em>, JACM 2018), and parallel snapshot
     *       isolation does not.
     *   <li>Writes in a cycle are G0, an entry whose append failed is G1a.
     *   <li>What contradicts the order of one process contradicts monotonic reads; and what rests on the clock, a stale read,
     *       only the levels that are called strong or strict.
     *   <li>What no journal can show contradicts any order of the operations.
     * </ul>
     *
     * @param realTime whether a dependency of a cycle is one of the clock
     */
    public List<String> excludedBy(boolean realTime) {
        return switch (this) {
            case SKEW_METADATA_BEFORE_TRIM,
                    SKEW_METADATA_AFTER_TRIM,
                    SKEW_METADATA_BEFORE_APPEND,
                    SKEW_METADATA_AFTER_APPEND,
                    SKEW_METADATA_BEFORE_COMPACT,
                    SKEW_METADATA_AFTER_COMPACT,
                    SKEW_METADATA_BEFORE_PURGE,
                    SKEW_METADATA_AFTER_PURGE,
                    SKEW_SAME_LENGTH,
                    SKEW_LENGTH,
                    SKEW_CRASH -> List.of("read-atomic", "consistent-view", "repeatable-read");
            case SKEW_STATE -> List.of("consistent-view", "repeatable-read");
            case SKEW_ACROSS, INTERMEDIATE_READ ->
                realTime ? List.of("strong-snapshot-isolation") : List.of("consistent-view", "repeatable-read");
            case LONG_FORK ->
                realTime ? List.of("strong-snapshot-isolation") : List.of("snapshot-isolation", "repeatable-read");
            case REORDERED_WRITES -> List.of(realTime ? "strict-serializable" : "read-uncommitted");
            case ABORTED_READ -> List.of("read-committed");
            case NON_MONOTONIC -> List.of("monotonic-reads");
            case STALE_READ, STALE_ANSWER, LOST_APPEND -> List.of("strong-snapshot-isolation");
            default -> List.of("strict-serializable");
        };
    }

    @Override
    public String toString() {
        return kind.isEmpty() ? anomaly : anomaly + " (" + kind.toLowerCase(Locale.ROOT) + ")";
    }
}
