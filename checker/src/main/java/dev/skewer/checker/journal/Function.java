package dev.skewer.checker.journal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of the journal model: the values of {@code :f}. */
public enum Function {
    /** Appends one entry to one journal. */
    APPEND("append"),
    /** Appends entries to several journals, atomically. */
    APPEND_ALL("append-all"),
    /** Appends an entry and sets a key of the state to it, atomically. */
    SET_STATE("set-state"),
    /** Drops the newest entries and opens the next epoch. */
    TRIM("trim"),
    /** Drops the oldest entries. */
    COMPACT("compact"),
    /** Drops an invocation for good. */
    PURGE("purge"),
    /** Reads metadata and journal as one. */
    READ("read"),
    /** Reads the metadata alone. */
    READ_METADATA("read-metadata"),
    /** Reads the journal alone. */
    READ_JOURNAL("read-journal"),
    /** Reads several invocations as one. */
    SCAN("scan");

    private static final Function[] ALL = values();

    private final String f;

    Function(String f) {
        this.f = f;
    }

    /** The name in a history, without the colon. */
    public String f() {
        return f;
    }

    static Function of(byte code) {
        return ALL[code];
    }

    byte code() {
        return (byte) ordinal();
    }

    static @Nullable Function named(String f) {
        for (Function function : ALL) {
            if (function.f.equals(f)) {
                return function;
            }
        }
        return null;
    }

    /** All names, for messages. */
    static String names() {
        List<Function> all = Arrays.asList(ALL);
        return all.stream().map(function -> ":" + function.f).collect(Collectors.joining(", "));
    }
}
