package dev.skewer.checker.journal.history;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of the journal model: the values of {@code :f}. */
public enum Function {
    /** Appends one entry to one journal. */
    APPEND(0, "append"),
    /** Appends entries to several journals, atomically. */
    APPEND_ALL(1, "append-all"),
    /** Appends an entry and sets a key of the state to it, atomically. */
    SET_STATE(2, "set-state"),
    /** Drops the newest entries and opens the next epoch. */
    TRIM(3, "trim"),
    /** Drops the oldest entries. */
    COMPACT(4, "compact"),
    /** Drops an invocation for good. */
    PURGE(5, "purge"),
    /** Reads metadata and journal as one. */
    READ(6, "read"),
    /** Reads the metadata alone. */
    READ_METADATA(7, "read-metadata"),
    /** Reads the journal alone. */
    READ_JOURNAL(8, "read-journal"),
    /** Reads several invocations as one. */
    SCAN(9, "scan");

    private static final Function[] ALL = values();

    private final byte code;
    private final String f;

    Function(int code, String f) {
        this.code = (byte) code;
        this.f = f;
    }

    /** The name in a history, without the colon. */
    public String f() {
        return f;
    }

    /** The function of a {@link #code}. */
    public static Function of(byte code) {
        return ALL[code];
    }

    /** A number for a column of bytes. */
    public byte code() {
        return code;
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
