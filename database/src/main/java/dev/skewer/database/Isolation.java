package dev.skewer.database;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the reference database promises, under the names of the consistency models, the weakest first.
 *
 * <p>Each level is a combination of few rules, and its histories have the level <em>by construction</em>. The argument is the same
 * for all: take the order of commits as the order of versions (and of arbitration, in the words of Cerone, Bernardi and Gotsman, <i>A
 * Framework for Transactional Consistency Models with Atomic Visibility</i>, CONCUR 2015) and what a transaction's snapshot shows as what
 * is visible to it. Except at read-uncommitted, writes become visible at the commit, all at once.
 *
 * <ul>
 *   <li><b>read-uncommitted</b>: a transaction owns all that it writes from its begin to its end. Writes of two transactions are
 *       therefore in the same order on all objects that both write: no G0. Reads show whatever stands there, and G1a, G1b and G1c come.
 *       What an aborted transaction wrote is taken out again, so that lists disagree about that, and only about that.
 *   <li><b>read-committed</b>: each read shows what is committed at that moment. All that is read or overwritten was committed
 *       before, so write and read dependencies follow the order of commits and have no cycle: no G1. Two reads are of two moments.
 *   <li><b>repeatable-read</b>: the same, and a transaction commits only if no object that it read has changed since. What a {@linkplain
 *       Transaction#readByPredicate predicate read} did not find is no object that it read, and may have come to be. All dependencies but
 *       those anti-dependencies of predicates follow the order of commits: no G2-item. It is what locks of objects give that are kept
 *       to the end (Adya's PL-2.99), without waiting for them.
 *   <li><b>read-atomic</b>: one snapshot for all reads. Commits come in several streams, a snapshot shows a prefix of each, and with a
 *       commit all those whose values its own stand behind; so every transaction is shown whole or not at all, and of each object a
 *       prefix of its versions. A snapshot has the commits of its own process. It need not have what the transactions in it had read.
 *   <li><b>causal-cerone</b>: moreover, a snapshot has what the transactions in it had seen, and all that its own process saw: visibility
 *       is transitive and contains the order of a process.
 *   <li><b>prefix</b>: one stream: all see prefixes of one sequence, none older than what the same process saw. Nothing is
 *       validated, so updates are lost.
 *   <li><b>parallel-snapshot-isolation</b>: causal-cerone, and a transaction commits only if its snapshot has all versions of what it
 *       writes: of two that write one object, one sees the other. Two snapshots may have different streams: long fork.
 *   <li><b>snapshot-isolation</b>: the same with one stream, which is snapshot isolation: snapshots are prefixes of the sequence of commits,
 *       and first committer wins. A snapshot may be old. <b>strong-session-</b>: not older than what the process saw;
 *       <b>strong-</b>: the newest at the begin, which lies between the invoke and the completion.
 *   <li><b>serializable</b>: a transaction that wrote commits only if no object that it read has changed since: it could have been
 *       carried out at its commit as a whole, and one that only read, at its snapshot, which may be old.
 *       <b>strong-session-</b>: not older than what the process saw; <b>strict-</b>: the newest, and then those moments lie between the
 *       invoke and the completion.
 * </ul>
 *
 * <p>A list that a transaction reads after it appended to it is a version with its own element behind those that it saw. That is a
 * version of the list only if nothing comes between, so at every level such a transaction commits only if nothing did, as a row lock
 * would have it.
 */
public enum Isolation {
    /** No two transactions' writes are interleaved. */
    READ_UNCOMMITTED(Reads.IN_PLACE, 1, Session.Floor.NONE, false, Validation.NONE),
    /** Reads show committed values. */
    READ_COMMITTED(Reads.LATEST, 1, Session.Floor.NONE, false, Validation.NONE),
    /** What was read is still so at the commit, but for what was looked for and not found. */
    REPEATABLE_READ(Reads.LATEST, 1, Session.Floor.NONE, false, Validation.OBJECTS),
    /** Transactions are seen whole or not at all. */
    READ_ATOMIC(Reads.SNAPSHOT, Database.STREAMS, Session.Floor.OWN_COMMITS, true, Validation.NONE),
    /** And with all that they saw. */
    CAUSAL_CERONE(Reads.SNAPSHOT, Database.STREAMS, Session.Floor.SEEN, true, Validation.NONE),
    /** All see prefixes of one sequence of commits. */
    PREFIX(Reads.SNAPSHOT, 1, Session.Floor.SEEN, true, Validation.NONE),
    /** Causally consistent snapshots, without lost updates. */
    PARALLEL_SNAPSHOT_ISOLATION(Reads.SNAPSHOT, Database.STREAMS, Session.Floor.SEEN, true, Validation.WRITES),
    /** Prefixes of one sequence of commits, without lost updates. */
    SNAPSHOT_ISOLATION(Reads.SNAPSHOT, 1, Session.Floor.NONE, true, Validation.WRITES),
    /** Snapshots that a process never sees go back. */
    STRONG_SESSION_SNAPSHOT_ISOLATION(Reads.SNAPSHOT, 1, Session.Floor.SEEN, true, Validation.WRITES),
    /** The newest snapshot. */
    STRONG_SNAPSHOT_ISOLATION(Reads.SNAPSHOT, 1, Session.Floor.NONE, false, Validation.WRITES),
    /** As if one after the other. */
    SERIALIZABLE(Reads.SNAPSHOT, 1, Session.Floor.NONE, true, Validation.READS),
    /** As if one after the other, those of a process in its order. */
    STRONG_SESSION_SERIALIZABLE(Reads.SNAPSHOT, 1, Session.Floor.SEEN, true, Validation.READS),
    /** As if one after the other in the order of real time. */
    STRICT_SERIALIZABLE(Reads.SNAPSHOT, 1, Session.Floor.NONE, false, Validation.READS);

    /** What a read shows. */
    enum Reads {
        /** What stands there, committed or not. */
        IN_PLACE,
        /** What is committed at the moment of the read. */
        LATEST,
        /** What was committed in the transaction's snapshot. */
        SNAPSHOT
    }

    /** What must not have changed since the snapshot when a transaction commits. */
    enum Validation {
        /** Anything may have. */
        NONE,
        /** What it wrote: first committer wins. */
        WRITES,
        /** The objects that it read. */
        OBJECTS,
        /** What it read, and what it did not find, if it wrote. */
        READS
    }

    final Reads reads;
    final int streams;
    final Session.Floor floor;
    final boolean isStale;
    final Validation validation;

    Isolation(Reads reads, int streams, Session.Floor floor, boolean isStale, Validation validation) {
        this.reads = reads;
        this.streams = streams;
        this.floor = floor;
        this.isStale = isStale;
        this.validation = validation;
    }

    /**
     * Whether its transactions have timestamps that it keeps to: their snapshots are prefixes of one sequence of commits, and either
     * what they wrote or what they read has not changed since.
     */
    public boolean hasTimestamps() {
        return reads == Reads.SNAPSHOT && streams == 1 && validation != Validation.NONE;
    }

    /** The name on the command line, which is that of the consistency model. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Isolation::label).toList();
    }

    /** The level of a name. */
    public static Optional<Isolation> labelled(String label) {
        return Arrays.stream(values())
                .filter(level -> level.label().equals(label))
                .findFirst();
    }
}
