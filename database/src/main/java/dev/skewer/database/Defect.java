package dev.skewer.database;

import static dev.skewer.database.Isolation.CAUSAL_CERONE;
import static dev.skewer.database.Isolation.PARALLEL_SNAPSHOT_ISOLATION;
import static dev.skewer.database.Isolation.READ_ATOMIC;
import static dev.skewer.database.Isolation.READ_UNCOMMITTED;
import static dev.skewer.database.Isolation.SERIALIZABLE;
import static dev.skewer.database.Isolation.SNAPSHOT_ISOLATION;
import static dev.skewer.database.Isolation.STRICT_SERIALIZABLE;
import static dev.skewer.database.Isolation.STRONG_SESSION_SERIALIZABLE;
import static dev.skewer.database.Isolation.STRONG_SESSION_SNAPSHOT_ISOLATION;
import static dev.skewer.database.Isolation.STRONG_SNAPSHOT_ISOLATION;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A mistake that can be planted in the reference database: what stands in the place of one of its rules. */
public enum Defect {
    /** First committer does not win. */
    UNCHECKED_WRITES(
            "A transaction overwrites what another wrote since its snapshot.",
            "lost-update",
            """
            The check at the commit is missing, as in a database that takes a snapshot for its readers and forgets its writers: \
            two transactions read the same version of an object, both write it, and both commit.""",
            EnumSet.of(DataType.LIST_APPEND, DataType.RW_REGISTER),
            from(PARALLEL_SNAPSHOT_ISOLATION)),
    /** Reads are not validated. */
    UNCHECKED_READS(
            "A transaction commits though what it read has changed, as long as nobody wrote what it writes.",
            "G2-item",
            """
            Only writes are validated at the commit: the level is called serializable and is snapshot isolation. Two transactions read \
            what the other one writes, and both commit.""",
            EnumSet.allOf(DataType.class),
            from(SERIALIZABLE)),
    /** What was not found is not validated. */
    UNCHECKED_PREDICATES(
            "A transaction commits though something has come to be that it looked for and did not find.",
            "G2",
            """
            What was read is validated, or locked, row by row, and a row that is not there cannot be: the level is called serializable \
            and has phantoms. Two transactions each look for what the other one inserts, and both commit.""",
            EnumSet.of(DataType.LIST_APPEND, DataType.RW_REGISTER),
            from(SERIALIZABLE)),
    /** Snapshots are old. */
    STALE_SNAPSHOT(
            "A transaction reads from an old snapshot, without what had committed before it began.",
            "G-single-realtime",
            """
            The number of the newest commit is cached, or read at a replica that lags. What was acknowledged, to the same process \
            too, is missing in a transaction that begins later.""",
            EnumSet.allOf(DataType.class),
            EnumSet.of(
                    STRONG_SESSION_SNAPSHOT_ISOLATION,
                    STRONG_SNAPSHOT_ISOLATION,
                    STRONG_SESSION_SERIALIZABLE,
                    STRICT_SERIALIZABLE)),
    /** Each read has a snapshot of its own. */
    SNAPSHOT_PER_READ(
            "Each read of a transaction takes a snapshot of its own.",
            "G-single",
            """
            The snapshot belongs to the statement instead of the transaction. Between two reads another transaction commits, and the \
            second shows its writes, the first does not: read skew.""",
            EnumSet.allOf(DataType.class),
            from(READ_ATOMIC)),
    /** Reads see what is not committed. */
    SHARED_WRITE_BUFFER(
            "A read shows what another transaction wrote and has not committed, or never will.",
            "G1a",
            """
            The write is in the shared cache before its transaction has committed. If that aborts, the read has shown what never \
            was.""",
            EnumSet.allOf(DataType.class),
            above(READ_UNCOMMITTED)),
    /** The writes to one object become visible one after the other. */
    WRITE_BY_WRITE_COMMIT(
            "The writes of a transaction become visible one after the other, also those to one object.",
            "G1b",
            """
            A commit applies a list of writes without a latch, and readers come between. Of an object that a transaction writes twice \
            they see the first value.""",
            EnumSet.allOf(DataType.class),
            above(READ_UNCOMMITTED)),
    /** The writes to several objects become visible one after the other. */
    OBJECT_BY_OBJECT_COMMIT(
            "The objects that a transaction wrote become visible one after the other.",
            "G-single",
            """
            The commit is not atomic: each object, or shard, commits by itself. A reader that comes between sees one of the writes and \
            not the other (a fractured read).""",
            EnumSet.allOf(DataType.class),
            from(READ_ATOMIC)),
    /** A commit is done twice. */
    DOUBLE_COMMIT(
            "A commit is now and then applied twice.",
            "duplicate-elements",
            """
            The answer to a commit is lost on the way, and the layer that tries again does not know that it had succeeded. A list then \
            has its element twice.""",
            EnumSet.of(DataType.LIST_APPEND),
            above(READ_UNCOMMITTED)),
    /** An abort leaves its writes behind. */
    COMMIT_AFTER_ABORT(
            "A transaction that was aborted is now and then committed all the same.",
            "G1a",
            """
            The client is told that its transaction failed, and nobody took its writes out of the log. Others read them.""",
            EnumSet.allOf(DataType.class),
            above(READ_UNCOMMITTED)),
    /** Commits are seen in different orders. */
    FORKED_SNAPSHOT(
            "Commits of different streams are seen in different orders.",
            "long-fork",
            """
            Shards number their commits independently, and a snapshot takes the newest number of each at different moments: it is \
            causal, but two readers may see two independent writes in different orders.""",
            EnumSet.allOf(DataType.class),
            from(SNAPSHOT_ISOLATION)),
    /** What a transaction saw is not remembered with it. */
    LOST_DEPENDENCIES(
            "A snapshot has a transaction, and not what that one had seen.",
            "G-single",
            """
            Replicas apply writes without waiting for those that they depend on: an answer is there before its question.""",
            EnumSet.allOf(DataType.class),
            EnumSet.of(CAUSAL_CERONE, PARALLEL_SNAPSHOT_ISOLATION)),
    /** Transactions do not see their own writes. */
    FORGOTTEN_WRITES(
            "A transaction does not see what it wrote itself.",
            "internal",
            """
            Reads go to the snapshot and pass by the transaction's own buffer.""",
            EnumSet.allOf(DataType.class),
            above(READ_UNCOMMITTED)),
    /** Lists are read in another order than they are kept. */
    REORDERED_LIST(
            "A read now and then shows the two newest elements of a list in the wrong order.",
            "incompatible-order",
            """
            A replica applied two appends in the order in which they arrived instead of the order in which they were committed.""",
            EnumSet.of(DataType.LIST_APPEND),
            above(READ_UNCOMMITTED)),
    /** The timestamp that is told is not that of the snapshot. */
    TIMESTAMP_AHEAD(
            "A transaction is told a start timestamp that is later than its snapshot.",
            "timestamp-read",
            """
            The clock is read after the snapshot was taken, or the snapshot is that of a replica that lags. What was committed in between \
            is missing, though the timestamp says that it is there. The level is kept all the same, so that only timestamps show it: \
            a history has to have them.""",
            EnumSet.allOf(DataType.class),
            EnumSet.of(
                    SNAPSHOT_ISOLATION, STRONG_SESSION_SNAPSHOT_ISOLATION, SERIALIZABLE, STRONG_SESSION_SERIALIZABLE));

    private final String sentence;
    private final String anomaly;
    private final String explanation;

    @SuppressWarnings("ImmutableEnumChecker") // it is unmodifiable, which its type does not say
    private final Set<DataType> types;

    @SuppressWarnings("ImmutableEnumChecker") // the same
    private final Set<Isolation> levels;

    Defect(String sentence, String anomaly, String explanation, Set<DataType> types, Set<Isolation> levels) {
        this.sentence = sentence;
        this.anomaly = anomaly;
        this.explanation = explanation;
        this.types = Collections.unmodifiableSet(types);
        this.levels = Collections.unmodifiableSet(levels);
    }

    private static Set<Isolation> from(Isolation level) {
        return EnumSet.range(level, STRICT_SERIALIZABLE);
    }

    private static Set<Isolation> above(Isolation level) {
        Set<Isolation> above = from(level);
        above.remove(level);
        return above;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mistake, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** The anomaly that gives it away; others may accompany it. */
    public String anomaly() {
        return anomaly;
    }

    /** How the mistake comes about and what it does. */
    public String explanation() {
        return explanation;
    }

    /** The types of data in which it shows. */
    public Set<DataType> types() {
        return types;
    }

    /** The levels that it breaks. */
    public Set<Isolation> levels() {
        return levels;
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Defect::label).toList();
    }

    /** The mistake of a name. */
    public static Optional<Defect> labelled(String label) {
        return Arrays.stream(values())
                .filter(defect -> defect.label().equals(label))
                .findFirst();
    }
}
