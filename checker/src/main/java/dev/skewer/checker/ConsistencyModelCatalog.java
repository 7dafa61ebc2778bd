package dev.skewer.checker;

import java.util.List;

/** What each consistency model promises, in words, and what it implies directly; the weakest come first. */
final class ConsistencyModelCatalog {
    private static final List<ConsistencyModel> ALL = List.of(
            model("read-uncommitted", "Writes of different transactions are not interleaved.", """
                Adya's PL-1: no dirty writes (G0). If one transaction's write follows another's on one object, \
                it does so on every object that both write. Reads may see anything, also what is rolled back \
                later.""", """
                T1: write x 1, write y 1
                T2: write x 2, write y 2
                and then x is 2 and y is 1: of x T2's write is the later one, of y T1's."""),
            model(
                    "read-committed",
                    "Transactions read only what was committed, and only the final version of it.",
                    """
                Adya's PL-2: besides dirty writes, no aborted reads (G1a), no intermediate reads (G1b) and no \
                circular information flow (G1c). Two reads of one transaction may still be of different moments, \
                and updates may be lost. The default of many databases.""",
                    """
                T1: write x 1, then roll back
                T2: read x → 1""",
                    "read-uncommitted"),
            model(
                    "monotonic-atomic-view",
                    "Once a transaction has seen something of another, it goes on to see all of that.",
                    """
                Read committed, and besides: after a read has observed one write of a transaction, no later read \
                of the same transaction misses another write of it. What was read before may be older. From \
                Bailis et al., Highly Available Transactions (VLDB 2014).""",
                    """
                T1: write x 1, write y 1
                T2: read x → 1, read y → 0""",
                    "read-committed"),
            model(
                    "read-atomic",
                    "Transactions see all that another wrote, or nothing of it.",
                    """
                No fractured reads, in whatever order the reads come: a transaction whose reads observe one \
                write of another observes all its writes to what it reads, and reads its own. Different \
                transactions may disagree about the order of what they see. From Bailis et al., RAMP (SIGMOD \
                2014), read atomicity in Cerone, Bernardi and Gotsman (CONCUR 2015). A paired read of a journal \
                that breaks it is reported as read-skew.""",
                    """
                T1: write x 1, write y 1
                T2: read x → 0, read y → 1""",
                    "monotonic-atomic-view"),
            model(
                    "monotonic-view",
                    "Once a transaction has seen another, it goes on to see all that this one depends on.",
                    """
                Adya's PL-2L: what long write locks and short read locks give. Read committed, and no later read of a \
                transaction misses a transaction that an earlier micro-op of it depends on, by any number of write and read \
                dependencies (G-monotonic). What was read before may be older.""",
                    """
                T1: write x 1
                T2: read x → 1, write y 1
                T3: read y → 1, then read x → 0: T3 has seen T2, which saw T1.""",
                    "monotonic-atomic-view"),
            model(
                    "monotonic-snapshot-read",
                    "Each micro-op of a transaction sees a snapshot, and none an older one than those before it.",
                    """
                Adya's PL-MSR, what Oracle calls read consistency of statements: each micro-op has a moment at which it \
                begins, reads all that had committed by then and nothing else, and writes over nothing that had not (G-MSR). A \
                later one begins no earlier; which moments those are, the store may choose. Updates may be lost.""",
                    """
                T1: write x 1
                T2: write y 1
                T3: read x → 1, then read y → 0
                T4: read y → 1, then read x → 0: T1 committed before T2 by T3, and after it by T4.""",
                    "monotonic-view"),
            model("cursor-stability", "What a cursor stands on does not change under it.", """
                Adya's PL-CS: read committed, and no transaction writes an object between another's read of it \
                through a cursor and that other's write of it while the cursor stands there (G-cursor). Reads \
                without a cursor are only committed ones. A history does not say which reads went through a cursor; so a \
                transaction that lost an update of an object leaves the model undecided.""", """
                T1: read x → 0 through a cursor, write x 1
                T2: read x → 0 through a cursor, write x 2
                and both commit: one of the updates is lost.""", "read-committed"),
            model(
                    "consistent-view",
                    "Transactions read from a state in which each other transaction is whole, with all that it depends on.",
                    """
                Adya's PL-2+: read committed, and no cycle of dependencies with exactly one anti-dependency \
                (G-single), which is read skew. Lost updates are such cycles too. Cycles with two or more anti- \
                dependencies, such as write skew, are allowed.""",
                    """
                T1: write x 1, write y 1
                T2: read x → 0, read y → 1: T2 is before T1 by x, and after it by y.""",
                    "cursor-stability",
                    "monotonic-view"),
            model(
                    "forward-consistent-view",
                    "Transactions read from a consistent state, which may go beyond the moment at which they began.",
                    """
                Adya's PL-FCV: consistent view, also if a transaction depends on all that had committed before it began \
                (G-SIb). When transactions began is for the store to choose, as it is at snapshot isolation; if all of them \
                began before any committed, nothing is added. So exactly the histories of consistent-view are of this model, \
                too. With the moments that clients saw it is strong-consistent-view.""",
                    """
                T1: write x 1, write y 1
                T2: read x → 0, read y → 1""",
                    "consistent-view"),
            model(
                    "repeatable-read",
                    "Transactions are serializable but for what queries of a condition find.",
                    """
                Adya's PL-2.99: no cycle of dependencies whose anti-dependencies are all of single objects \
                (G2-item). Phantoms are allowed: a query of a condition that is asked twice may find further \
                rows. What databases call repeatable read is often another promise: of some it is snapshot \
                isolation, of others weaker than this.""",
                    """
                T1: read x → 0, write y 1
                T2: read y → 0, write x 1
                and both commit: write skew.""",
                    "cursor-stability",
                    "monotonic-atomic-view"),
            model("causal-cerone", "Transactions see all that what they see had seen.", """
                Causal consistency of transactions, by Cerone, Bernardi and Gotsman (CONCUR 2015): read atomic, \
                and visibility is transitive. Not to be confused with causal, which is about single operations.""", """
                T1: write x 1
                T2: read x → 1, write y 1
                T3: read y → 1, read x → 0: T3 sees T2, and not T1, which T2 saw.""", "read-atomic"),
            model(
                    "update-atomic",
                    "Transactions see all of another or nothing, and no update is lost.",
                    """
                Read atomic, and of two transactions that write the same object one sees the other, by Cerone, Bernardi and \
                Gotsman (CONCUR 2015); what the protocol ROLA gives (Liu et al., 2018). What a transaction saw had seen, it need \
                not see.""",
                    """
                T1: read x → 0, write x 1
                T2: read x → 0, write x 2
                and both commit: T1's or T2's update is lost.""",
                    "read-atomic",
                    "cursor-stability"),
            model(
                    "parallel-snapshot-isolation",
                    "Causally consistent snapshots, and no two concurrent transactions write the same object.",
                    """
                Updates are not lost, but two readers may see independent writes in different orders (long \
                fork), as in replicas that are far apart. From Sovran et al., Transactional Storage for Geo- \
                replicated Systems (SOSP 2011).""",
                    """
                T1: read x → 0, write x 1
                T2: read x → 0, write x 2
                and both commit: T1's or T2's update is lost.""",
                    "causal-cerone",
                    "update-atomic",
                    "forward-consistent-view"),
            model("prefix", "Transactions see a prefix of one order of all others.", """
                Consistent prefix, by Cerone, Bernardi and Gotsman (CONCUR 2015): there is one order in which \
                transactions become visible to everybody, so a long fork is forbidden. Updates may be lost.""", """
                T1: write x 1
                T2: write y 1
                T3: read x → 1, read y → 0
                T4: read x → 0, read y → 1: T3 and T4 disagree about the order of T1 and T2.""", "causal-cerone"),
            model(
                    "snapshot-isolation",
                    "Transactions read from one snapshot, and of two that write the same object at the same time one fails.",
                    """
                From Berenson et al., A Critique of ANSI SQL Isolation Levels (SIGMOD 1995). Read skew, lost \
                updates and long forks are forbidden; write skew is allowed. The snapshot need not be the newest \
                one, not even after one's own commit: strong-session-snapshot-isolation and strong-snapshot- \
                isolation say which it is at least.""",
                    """
                T1: write x 1
                T2: write y 1
                T3: read x → 1, read y → 0
                T4: read x → 0, read y → 1: no one sequence of snapshots has both (long fork).""",
                    "monotonic-snapshot-read",
                    "parallel-snapshot-isolation",
                    "prefix"),
            model(
                    "update-serializable",
                    "Transactions that write are serializable, and each that only reads is so with these.",
                    """
                Adya's PL-3U: no cycle of dependencies among all transactions that write and any single one that only reads \
                (G-update). Two that only read may see writes in different orders, which their clients notice only if they talk \
                to each other.""",
                    """
                T1: read x → 0, write y 1
                T2: read y → 0, write x 1
                and both commit: write skew.""",
                    "forward-consistent-view"),
            model(
                    "serializable",
                    "All transactions have the effects that they would have one after the other.",
                    """
                Adya's PL-3: no cycle of dependencies at all, of conditions neither. The order need not be that \
                of real time: a read may see the past. Databases that call snapshot isolation serializable break \
                it by write skew.""",
                    """
                T1: read x → 0, write y 1
                T2: read y → 0, write x 1
                and both commit: whichever came first, the other would have read 1 (write skew).""",
                    "snapshot-isolation",
                    "repeatable-read",
                    "update-serializable"),
            model("monotonic-reads", "Reads of one process do not go back in time.", """
                A session guarantee, by Terry et al. (1994): a read sees every write that an earlier read of the \
                same process saw, of its own transaction, too.""", """
                P1: read x → 1, then read x → 0, where 1 was written over 0."""),
            model("monotonic-writes", "Writes of one process are seen in the order in which it did them.", """
                A session guarantee, by Terry et al. (1994): a process that has seen a write of another goes on to see the \
                earlier ones of that other, and there is one order of all writes that each process's are in.""", """
                P1: write x 1, then write y 1
                P2: read y → 1, then read x → 0"""),
            model("read-your-writes", "Processes see what they wrote themselves.", """
                A session guarantee, by Terry et al. (1994): a read sees every earlier write of its process, of its own \
                transaction, too. A read that goes to a replica that lags breaks it.""", """
                P1: write x 1, then read x → 0"""),
            model("writes-follow-reads", "Writes of a process come after what it had read.", """
                A session guarantee, by Terry et al. (1994): a process that has seen a write of another goes on to see the \
                writes that the other had read before, and these are before it in one order of all writes.""", """
                P1: write x 1
                P2: read x → 1, then write y 1
                P3: read y → 1, then read x → 0"""),
            model(
                    "pram",
                    "All see the writes of each process in the order of that process.",
                    """
                Pipelined random access memory, by Lipton and Sandberg (1988), also called FIFO consistency: the \
                three session guarantees that concern a process's own operations, together. Writes of different \
                processes to different objects may be seen in different orders; of transactions, the versions of one object \
                have one order for all.""",
                    """
                P1: write x 1, then write x 2
                P2: read x → 2, then read x → 1""",
                    "monotonic-reads",
                    "monotonic-writes",
                    "read-your-writes"),
            model(
                    "causal",
                    "All see what depends on something else after that.",
                    """
                Causal memory, by Ahamad et al. (1995): operations that are related, by a process's own order or \
                by a read of what a write wrote, are seen in that order by everybody. Unrelated writes may be \
                seen in different orders. For transactions see causal-cerone.""",
                    """
                P1: write x 1
                P2: read x → 1, then write y 1
                P3: read y → 1, then read x → 0""",
                    "pram",
                    "writes-follow-reads"),
            model(
                    "sequential",
                    "All operations have the effects that they would have one after the other, each process's in its own order.",
                    """
                By Lamport (1979). The order is one for all, but need not be that of real time: a process may \
                see the past, as long as it never goes back.""",
                    """
                P1: write x 1
                P2: write x 2
                P3: read x → 1, then read x → 2
                P4: read x → 2, then read x → 1""",
                    "causal"),
            model(
                    "linearizable",
                    "Each operation takes effect at one moment between its call and its return.",
                    """
                By Herlihy and Wing (1990), for operations on single objects. Once a write has returned, every \
                read that begins later sees it, or something newer. What breaks it is reported as \
                nonlinearizable.""",
                    """
                P1: write x 1, which returns
                P2: begins later: read x → 0""",
                    "sequential"),
            model(
                    "strong-session-read-uncommitted",
                    "Writes are not interleaved, and each process's follow each other in its own order.",
                    """
                Read uncommitted with the order of each process among the dependencies (Elle's strong-session-PL-1): no \
                cycle of write dependencies and that order.""",
                    """
                P1: T1: write x 1, then T2: write y 1
                P2: T3: write y 2, then T4: write x 2
                and x is 1 in the end, and y 2: T4 before T1, T1 before T2, T2 before T3, T3 before T4.""",
                    "read-uncommitted"),
            model(
                    "strong-session-read-committed",
                    "Only what was committed is read, and information flows as each process's order does.",
                    """
                Read committed with the order of each process among the dependencies (Elle's strong-session-PL-2): no \
                cycle of write dependencies, read dependencies and that order.""",
                    """
                P1: T1: read x → 1, then T2: write y 1
                P2: T3: read y → 1, then T4: write x 1""",
                    "read-committed",
                    "strong-session-read-uncommitted"),
            model(
                    "strong-session-consistent-view",
                    "Consistent views in which each process sees what it saw and did before.",
                    """
                Consistent view with the order of each process among the dependencies: no cycle with exactly one \
                anti-dependency.""",
                    """
                P1: T1: write x 1, commits
                P1: then T2: read x → 0""",
                    "consistent-view",
                    "strong-session-read-committed"),
            model(
                    "strong-read-uncommitted",
                    "Writes are not interleaved, and follow each other in real time.",
                    """
                Read uncommitted with real time among the dependencies (Elle's strong-PL-1): what was written after another \
                transaction had returned is on top.""",
                    """
                T1: write x 1, commits
                T2: begins later: write x 2, commits
                and x is 1 from then on.""",
                    "strong-session-read-uncommitted"),
            model(
                    "strong-read-committed",
                    "Only what was committed is read, and nothing from the future.",
                    """
                Read committed with real time among the dependencies (Elle's strong-PL-2): no cycle of write dependencies, \
                read dependencies and real time.""",
                    """
                T1: read x → 1, commits
                T2: begins later: write x 1""",
                    "strong-session-read-committed",
                    "strong-read-uncommitted"),
            model(
                    "strong-consistent-view",
                    "Consistent views that have all that had committed before the transaction began.",
                    """
                Consistent view with real time among the dependencies: no cycle with exactly one anti-dependency. Adya's PL-FCV \
                where transactions begin and commit when clients saw them do so.""",
                    """
                P1: T1: write x 1, commits
                P2: begins later: T2: read x → 0""",
                    "strong-session-consistent-view",
                    "strong-read-committed"),
            model(
                    "strong-session-snapshot-isolation",
                    "Snapshot isolation in which each process sees what it saw and did before.",
                    """
                By Daudjee and Salem (VLDB 2006): the snapshot of a transaction is no older than the end of the \
                transactions of the same process before it.""",
                    """
                P1: T1: write x 1, commits
                P1: then T2: read x → 0""",
                    "snapshot-isolation",
                    "strong-session-consistent-view",
                    "causal"),
            model(
                    "strong-session-serializable",
                    "Serializable in an order that has each process's transactions as it did them.",
                    """
                By Daudjee and Salem (ICDE 2004). Transactions of different processes may be ordered against \
                real time.""",
                    """
                P1: T1: write x 1, commits
                P1: then T2: read x → 0: serializable, with T2 first, and yet not in the order of the process.""",
                    "serializable",
                    "strong-session-snapshot-isolation"),
            model(
                    "strong-snapshot-isolation",
                    "Snapshot isolation from the newest snapshot: whatever had committed before a transaction began is in it.",
                    """
                By Daudjee and Salem (VLDB 2006). Real time counts between all processes. Write skew is still \
                allowed.""",
                    """
                P1: T1: write x 1, commits
                P2: begins later: T2: read x → 0""",
                    "strong-session-snapshot-isolation",
                    "strong-consistent-view"),
            model(
                    "strict-serializable",
                    "Serializable in the order of real time.",
                    """
                Whatever committed before a transaction began comes before it: as if there were one copy of the \
                data and one transaction at a time. For single operations that is linearizability. Implies every \
                other model here.""",
                    """
                T1: write x 1, commits
                T2: begins later: read x → 0: serializable, with T2 before T1, and yet not in the order of real time.""",
                    "strong-session-serializable",
                    "strong-snapshot-isolation",
                    "linearizable"));

    private ConsistencyModelCatalog() {}

    private static ConsistencyModel model(
            String name, String sentence, String explanation, String violation, String... implied) {
        return new ConsistencyModel(name, sentence, explanation, violation, List.of(implied));
    }

    /** All of them, a model always after those that it implies. */
    static List<ConsistencyModel> all() {
        return ALL;
    }
}
