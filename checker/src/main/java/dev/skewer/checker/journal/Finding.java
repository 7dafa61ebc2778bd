package dev.skewer.checker.journal;

import java.util.Locale;

/** What can be wrong with one operation: an anomaly, and the sort of it. */
enum Finding {
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
    private final String sort;

    Finding(String anomaly, String sort) {
        this.anomaly = anomaly;
        this.sort = sort;
    }

    String anomaly() {
        return anomaly;
    }

    /** Which sort of the anomaly; empty where there is one only. */
    String sort() {
        return sort;
    }

    @Override
    public String toString() {
        return sort.isEmpty() ? anomaly : anomaly + " (" + sort.toLowerCase(Locale.ROOT) + ")";
    }
}
