package dev.skewer.checker;

import dev.skewer.checker.AnomalyCatalog.Entry;
import java.util.List;

/** The anomalies of transactions, in words; Adya's and Elle's names. */
final class TransactionAnomalyCatalog {
    private static final String LIST = "list-append";

    private static final String REAL_TIME =
            " Real time is what clients saw of it: one transaction had returned before the other was"
                    + " called. Only models that are called strong or strict exclude it.";

    private static final String SESSION =
            " The order of a process is that in which it called its transactions, one after the other. Only models with sessions"
                    + " exclude it, which are called strong-session, and stronger ones.";

    static final List<Entry> ALL = List.of(
            entry(
                    "G0",
                    "Writes of transactions are interleaved.",
                    """
                    A cycle of write dependencies (ww): one transaction's write is before another's on one object, and after it on
                    another, or both before and after it on one. Adya's dirty write, forbidden by read-uncommitted and everything
                    above it.""",
                    "0 [[:append :x 1] [:append :y 1]]",
                    "1 [[:append :x 2] [:append :y 2]]",
                    "0",
                    "1",
                    "2 [[:r :x [1 2]] [:r :y [2 1]]]",
                    "2"),
            entry(
                    "duplicate-elements",
                    "One element is in a list, or a set, more often than it was added.",
                    """
                    Usually a retry of a write that had succeeded. Adya's histories cannot have it, so no model allows it.""",
                    "0 [[:append :x 1]]",
                    "0",
                    "1 [[:r :x [1 1]]]",
                    "1"),
            entry(
                    "incompatible-order",
                    "Two reads of one list of which neither is the beginning of the other.",
                    """
                    Lists only grow, so of two lists that one object ever held the shorter is the beginning of the longer. If not, one
                    of them was never committed, or what was committed is gone. Also a list that has what one transaction appended in
                    another order, or only the later part of it. Forbidden by read-committed and everything above it.""",
                    "0 [[:append :x 1]]",
                    "0",
                    "1 [[:append :x 2]]",
                    "1",
                    "2 [[:r :x [1 2]]]",
                    "2",
                    "3 [[:r :x [2]]]",
                    "3"),
            entry(
                    "G1a",
                    "A read shows what a transaction wrote that failed.",
                    """
                    Adya's aborted read: what failed certainly had no effect, and yet it was seen. Forbidden by read-committed and
                    everything above it.""",
                    "0 ![[:append :x 1]]",
                    "1 [[:r :x [1]]]",
                    "0",
                    "1"),
            entry(
                    "dirty-update",
                    "What was written on top of a failed transaction's write took effect.",
                    """
                    A list, or a register that was read and then written, carries on what should never have been there. Elle's name for
                    an aborted read by a write. Forbidden by read-committed and everything above it.""",
                    "0 ![[:append :x 1]]",
                    "1 [[:append :x 2]]",
                    "0",
                    "1",
                    "2 [[:r :x [1 2]]]",
                    "2"),
            entry("garbage-read", "A read shows what no transaction wrote.", """
                    No transaction of the history wrote the value, not even one that failed, and it is not the initial one. Either the
                    store made it up, or it was written by something that the history does not have.""", "0 [[:r :x [1]]]", "0"),
            entry(
                    "G1b",
                    "A read shows what a transaction wrote and then wrote over itself.",
                    """
                    Adya's intermediate read: of what a transaction writes to one object, others may only see the last. Forbidden by
                    read-committed and everything above it.""",
                    "0 [[:append :x 1] [:append :x 2]]",
                    "1 [[:r :x [1]]]",
                    "0",
                    "1"),
            entry(
                    "G1c",
                    "Information flowed in a circle.",
                    """
                    A cycle of write dependencies (ww) and read dependencies (wr): transactions that saw, or wrote on top of, what each
                    other wrote. Forbidden by read-committed and everything above it.""",
                    "0 [[:append :x 1] [:r :y [1]]]",
                    "1 [[:append :y 1] [:r :x [1]]]",
                    "0",
                    "1"),
            entry(
                    "future-read",
                    "A read shows what its own transaction wrote only later.",
                    """
                    A transaction that depends on itself, so a cycle of one. Forbidden by read-committed and everything above it.""",
                    "0 [[:r :x [1]] [:append :x 1]]",
                    "0"),
            entry(
                    "internal",
                    "A read contradicts what its own transaction had read or written before.",
                    """
                    Within a transaction a read shows the last write to the object, or what an earlier read showed. Forbidden by
                    read-atomic and everything above it (Cerone, Bernardi and Gotsman, 2015).""",
                    "0 [[:append :x 1] [:r :x []]]",
                    "0"),
            entry(
                    "lost-update",
                    "Two transactions read the same version of an object, and both wrote the next.",
                    """
                    Whichever wrote last did not take the other's write into account. Forbidden by repeatable-read, consistent-view,
                    parallel-snapshot-isolation and everything above these.""",
                    "0 [[:r :x []] [:append :x 1]]",
                    "1 [[:r :x []] [:append :x 2]]",
                    "0",
                    "1"),
            entry(
                    "G-single",
                    "Read skew: a transaction saw one moment of one object and another moment of another.",
                    """
                    A cycle with exactly one anti-dependency (rw: read what another then wrote over). Forbidden by consistent-view,
                    repeatable-read, parallel-snapshot-isolation and everything above these.""",
                    "0 [[:append :x 1] [:append :y 1]]",
                    "1 [[:r :x []] [:r :y [1]]]",
                    "0",
                    "1"),
            entry(
                    "G-monotonic",
                    "A read misses what an earlier micro-op of its transaction depended on.",
                    """
                    A cycle with exactly one anti-dependency (rw), of a read that comes after the read or write by which its transaction
                    depends on the others. Adya's name; forbidden by monotonic-view and everything above it.""",
                    "0 [[:append :x 1]]",
                    "1 [[:r :x [1]] [:append :y 1]]",
                    "2 [[:r :y [1]] [:r :x []]]",
                    "0",
                    "1",
                    "2"),
            entry(
                    "G-MSR",
                    "Reads and writes for which there are no moments at which they may have begun.",
                    """
                    A micro-op begins after all had committed that it reads from or writes over, and before what it misses commits; a
                    later one of its transaction begins no earlier. If that goes round in a circle, some read was no snapshot, or an
                    older one than that of an earlier read. Adya's name; forbidden by monotonic-snapshot-read and everything above it.""",
                    "0 [[:append :x 1]]",
                    "1 [[:append :y 1]]",
                    "2 [[:r :x [1]] [:r :y []]]",
                    "3 [[:r :y [1]] [:r :x []]]",
                    "0",
                    "1",
                    "2",
                    "3"),
            entry(
                    "G-update",
                    "Transactions that write are in no order, or none that one which only reads fits into.",
                    """
                    A cycle of dependencies with anti-dependencies (rw), among transactions that write and at most one that only reads.
                    Adya's name; forbidden by update-serializable and everything above it.""",
                    "0 [[:r :x []] [:append :y 1]]",
                    "1 [[:r :y []] [:append :x 1]]",
                    "0",
                    "1"),
            entry(
                    "write-conflict",
                    "A transaction wrote over another, and missed what that one wrote elsewhere.",
                    """
                    Of two transactions that write the same object one sees the other, and so all that the other wrote. Forbidden by
                    update-atomic and everything above it (Cerone, Bernardi and Gotsman, 2015).""",
                    "0 [[:append :x 1] [:append :y 1]]",
                    "1 [[:r :x []] [:append :y 2]]",
                    "2 [[:r :y [1 2]]]",
                    "0",
                    "1",
                    "2"),
            entry(
                    "G-nonadjacent",
                    "Snapshots that are in no one order, such as a long fork.",
                    """
                    A cycle with several anti-dependencies (rw), of which no two follow each other. Snapshot isolation forbids it,
                    parallel snapshot isolation does not: two readers see independent writes in different orders.""",
                    "0 [[:append :x 1]]",
                    "1 [[:append :y 1]]",
                    "2 [[:r :x [1]] [:r :y []]]",
                    "3 [[:r :x []] [:r :y [1]]]",
                    "0",
                    "1",
                    "2",
                    "3"),
            entry(
                    "non-monotonic-view",
                    "A read misses what an earlier read of its transaction has seen the writer of.",
                    """
                    Once a transaction has seen something of another, it goes on to see all of that. Forbidden by
                    monotonic-atomic-view and everything above it (Bailis et al., 2014).""",
                    "0 [[:append :x 1] [:append :y 1]]",
                    "1 [[:r :y [1]] [:r :x []]]",
                    "0",
                    "1"),
            entry(
                    "fractured-read",
                    "A transaction sees part of another, and not all.",
                    """
                    Of what another transaction wrote one read has its part, and an earlier one not. Forbidden by read-atomic and
                    everything above it (Bailis et al., RAMP, 2014).""",
                    "0 [[:append :x 1] [:append :y 1]]",
                    "1 [[:r :x []] [:r :y [1]]]",
                    "0",
                    "1"),
            entry(
                    "causality-violation",
                    "A transaction does not see what one that it sees had seen.",
                    """
                    Whoever sees a transaction sees all that it depends on. Forbidden by causal-cerone and everything above it.""",
                    "0 [[:append :x 1]]",
                    "1 [[:r :x [1]] [:append :y 1]]",
                    "2 [[:r :y [1]] [:r :x []]]",
                    "0",
                    "1",
                    "2"),
            entry(
                    "G2-item",
                    "A cycle with two anti-dependencies in a row, such as write skew.",
                    """
                    Each of two transactions read what the other then wrote over. Snapshot isolation allows it, repeatable-read and
                    serializable do not. Databases that call snapshot isolation serializable show it.""",
                    "0 [[:r :x []] [:append :y 1]]",
                    "1 [[:r :y []] [:append :x 1]]",
                    "0",
                    "1"),
            ofRegisters(
                    "G2",
                    "A phantom: a cycle by what a predicate read looked for and did not find.",
                    """
                    A cycle with an anti-dependency of a predicate (rwp): one transaction asked for several objects and did not find one
                    that another then wrote. Serializable forbids it. Repeatable read, Adya's PL-2.99, is about the objects that were
                    found and allows it: locks of rows do not lock rows that are not there. Where it is read skew or a long fork besides,
                    what forbids these forbids it.""",
                    "0 [[:rp [:x :y] {}] [:w :x 1]]",
                    "1 [[:rp [:x :y] {}] [:w :y 2]]",
                    "0",
                    "1"),
            ofRegisters(
                    "G2-process",
                    "A phantom, in the order of a process.",
                    "As G2, with the order of processes among the dependencies." + SESSION,
                    "1 [[:rp [:x] {}] [:w :y 1]]",
                    "0 [[:w :x 1]]",
                    "0",
                    "0 [[:rp [:y] {}]]",
                    "0",
                    "1"),
            ofRegisters(
                    "G2-realtime",
                    "A phantom, in real time.",
                    "As G2, with real time among the dependencies." + REAL_TIME,
                    "1 [[:rp [:x] {}] [:w :y 1]]",
                    "0 [[:w :x 1]]",
                    "0",
                    "2 [[:rp [:y] {}]]",
                    "2",
                    "1"),
            entry(
                    "G0-process",
                    "Writes of transactions are interleaved, in the order of a process.",
                    "As G0, with the order of processes among the dependencies." + SESSION,
                    "0 [[:append :x 1]]",
                    "0",
                    "0 [[:append :x 2]]",
                    "0",
                    "1 [[:r :x [2 1]]]",
                    "1"),
            entry(
                    "G1c-process",
                    "Information flowed in a circle, in the order of a process.",
                    "As G1c, with the order of processes among the dependencies." + SESSION,
                    "0 [[:r :x [1]]]",
                    "0",
                    "0 [[:append :x 1]]",
                    "0"),
            entry(
                    "G-single-process",
                    "A process does not see what it did or saw before.",
                    "As G-single, with the order of processes among the dependencies." + SESSION,
                    "0 [[:append :x 1]]",
                    "0",
                    "0 [[:r :x []]]",
                    "0"),
            entry(
                    "G-nonadjacent-process",
                    "Processes see independent writes in different orders.",
                    "As G-nonadjacent, with the order of processes among the dependencies." + SESSION,
                    "0 [[:append :x 1]]",
                    "1 [[:append :y 1]]",
                    "2 [[:r :x [1]]]",
                    "3 [[:r :y [1]]]",
                    "2",
                    "3",
                    "2 [[:r :y []]]",
                    "3 [[:r :x []]]",
                    "2",
                    "3",
                    "0",
                    "1"),
            entry(
                    "G2-item-process",
                    "A cycle with two anti-dependencies in a row, in the order of a process.",
                    "As G2-item, with the order of processes among the dependencies." + SESSION,
                    "1 [[:r :x []] [:append :y 1]]",
                    "0 [[:append :x 1]]",
                    "0",
                    "0 [[:r :y []]]",
                    "0",
                    "1"),
            entry(
                    "causality-violation-process",
                    "A transaction does not see what came before one that it sees in the order of a process.",
                    "As a causality violation, with the order of processes. Forbidden by causal and everything above it.",
                    "2 [[:r :y [1]] [:r :x []]]",
                    "0 [[:append :x 1]]",
                    "0",
                    "0 [[:append :y 1]]",
                    "0",
                    "2"),
            ofRegisters(
                    "cyclic-versions",
                    "The values of a register come before each other all the way round.",
                    """
                    Each was written by a transaction that had read the one before. Versions have one order, so no model allows
                    it.""",
                    "0 [[:r :x 2] [:w :x 1]]",
                    "1 [[:r :x 1] [:w :x 2]]",
                    "0",
                    "1"),
            entry(
                    "G0-realtime",
                    "Writes of transactions are interleaved, in real time.",
                    "As G0, with real time among the dependencies." + REAL_TIME,
                    "0 [[:append :x 1]]",
                    "0",
                    "1 [[:append :x 2]]",
                    "1",
                    "2 [[:r :x [2 1]]]",
                    "2"),
            entry(
                    "G1c-realtime",
                    "A read shows what was written only later, in real time.",
                    "As G1c, with real time among the dependencies." + REAL_TIME,
                    "0 [[:r :x [1]]]",
                    "0",
                    "1 [[:append :x 1]]",
                    "1"),
            entry(
                    "G-single-realtime",
                    "A stale read: a transaction does not see what had been done before it began.",
                    "As G-single, with real time among the dependencies." + REAL_TIME,
                    "0 [[:append :x 1]]",
                    "0",
                    "1 [[:r :x []]]",
                    "1"),
            entry(
                    "G-nonadjacent-realtime",
                    "Snapshots that are in no one order, in real time.",
                    "As G-nonadjacent, with real time among the dependencies." + REAL_TIME,
                    "0 [[:append :x 1]]",
                    "1 [[:append :y 1]]",
                    "4 [[:r :y [1]] [:r :x []]]",
                    "2 [[:r :x [1]]]",
                    "2",
                    "3 [[:r :y []]]",
                    "3",
                    "4",
                    "0",
                    "1"),
            entry(
                    "G2-item-realtime",
                    "A cycle with two anti-dependencies in a row, in real time.",
                    "As G2-item, with real time among the dependencies." + REAL_TIME,
                    "1 [[:r :x []] [:append :y 1]]",
                    "0 [[:append :x 1]]",
                    "0",
                    "2 [[:r :y []]]",
                    "2",
                    "1"));

    private TransactionAnomalyCatalog() {}

    private static Entry entry(String name, String sentence, String explanation, String... events) {
        return new Entry(name, sentence, explanation, LIST, ExampleHistory.of(events));
    }

    private static Entry ofRegisters(String name, String sentence, String explanation, String... events) {
        return new Entry(name, sentence, explanation, "rw-register", ExampleHistory.of(events));
    }
}
