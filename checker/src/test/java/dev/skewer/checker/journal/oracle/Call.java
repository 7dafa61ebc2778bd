package dev.skewer.checker.journal.oracle;

import java.util.List;
import java.util.stream.Stream;

/** What an operation of the journal workload asks for. */
sealed interface Call {
    /** Adds one entry to the end of a journal, which begins with it if it is unknown. */
    record Append(int id, int entry) implements Call {}

    /** Adds several entries, to one or more journals, in order and as one atomic step. */
    record AppendAll(List<Append> appends) implements Call {
        public AppendAll {
            appends = List.copyOf(appends);
        }
    }

    /** Adds an entry and sets {@code key} of the invocation's state to it, as one atomic step. */
    record SetState(int id, String key, int entry) implements Call {}

    /** Keeps the first {@code length} entries, counted from index 0. */
    record Trim(int id, int length) implements Call {}

    /** Drops what is below index {@code first}. */
    record Compact(int id, int first) implements Call {}

    /** Ends an invocation for good. */
    record Purge(int id) implements Call {}

    /**
     * Reads one invocation.
     *
     * @param part what of it
     * @param range whether the journal is read as a whole range and not bounded by the metadata; no difference to what
     *     is right
     * @param state whether the state is read too; only with {@link Part#BOTH}
     */
    record Read(int id, Part part, boolean range, boolean state) implements Call {}

    /** Reads several invocations at one moment. */
    record Scan(List<Integer> ids) implements Call {
        public Scan {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The end of the store, or of one of its nodes, of its process or of the machine; none of a client's calls.
     *
     * @param node the one that it hits; {@link #ALL} for all of them
     * @param nodes how many there are, if the history says on which of them invocations lie: on that of their number modulo this; 0 if
     *     it does not say
     */
    record Crash(boolean powerLoss, int node, int nodes) implements Call {
        static final int ALL = -1;

        /** Whether it may have hit an invocation, as far as the history tells. */
        boolean mayHit(int id) {
            return node == ALL || nodes == 0 || id % nodes == node;
        }

        /** Whether it has hit all that it may have hit. */
        boolean isKnownToHit() {
            return node == ALL || nodes > 0;
        }
    }

    /** What a read takes. */
    enum Part {
        BOTH,
        METADATA,
        JOURNAL
    }

    /** Whether the call changes nothing, whatever comes of it. */
    default boolean isRead() {
        return this instanceof Read || this instanceof Scan;
    }

    /** The name of the operation, as a history has it. */
    default String f() {
        if (this instanceof Append) {
            return "append";
        } else if (this instanceof AppendAll) {
            return "append-all";
        } else if (this instanceof SetState) {
            return "set-state";
        } else if (this instanceof Trim) {
            return "trim";
        } else if (this instanceof Compact) {
            return "compact";
        } else if (this instanceof Purge) {
            return "purge";
        } else if (this instanceof Read read) {
            return switch (read.part) {
                case BOTH -> "read";
                case METADATA -> "read-metadata";
                case JOURNAL -> "read-journal";
            };
        } else if (this instanceof Crash crash) {
            return crash.powerLoss ? "power-loss" : "kill";
        }
        return "scan";
    }

    /** The invocations it names, with repetitions. */
    default Stream<Integer> invocations() {
        if (this instanceof Append append) {
            return Stream.of(append.id);
        } else if (this instanceof AppendAll all) {
            return all.appends.stream().map(Append::id);
        } else if (this instanceof SetState set) {
            return Stream.of(set.id);
        } else if (this instanceof Trim trim) {
            return Stream.of(trim.id);
        } else if (this instanceof Compact compact) {
            return Stream.of(compact.id);
        } else if (this instanceof Purge purge) {
            return Stream.of(purge.id);
        } else if (this instanceof Read read) {
            return Stream.of(read.id);
        } else if (this instanceof Crash) {
            return Stream.of();
        }
        return ((Scan) this).ids.stream();
    }
}
