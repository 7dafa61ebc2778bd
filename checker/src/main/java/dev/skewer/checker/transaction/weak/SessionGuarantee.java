package dev.skewer.checker.transaction.weak;

/**
 * What a process may count on whatever the isolation of transactions: Terry, Demers, Petersen, Spreitzer, Theimer and Welch, <em>Session
 * Guarantees for Weakly Consistent Replicated Data</em> (PDIS 1994), and pipelined memory, which is three of them together (Lipton and
 * Sandberg, 1988; Brzezinski, Sobaniec and Wawrzyniak, 2004).
 *
 * <p>They are about operations, so each micro-op counts by itself, in the order of its transaction, and transactions of a process in the
 * order in which it called them; that transactions are atomic is not assumed. There is one order of all writes (Terry's
 * <em>WriteOrder</em>; the arbitration of Viotti and Vukolić, <em>Consistency in Non-Transactional Distributed Storage Systems</em>, ACM
 * Computing Surveys 2016). Each read sees some writes, and returns what the last of these to its object in that order wrote; of a list,
 * all that was appended up to there. The guarantees say which writes these are at least.
 */
public enum SessionGuarantee {
    /** A read sees what earlier reads of its process returned. */
    MONOTONIC_READS("monotonic-reads", "non-monotonic-reads", false, true, false, false),
    /**
     * The writes of a process are ordered as it did them; a read sees the writes that processes did before what this read or an earlier
     * one of its process returned.
     */
    MONOTONIC_WRITES("monotonic-writes", "non-monotonic-writes", false, false, true, false),
    /** A read sees the earlier writes of its process. */
    READ_YOUR_WRITES("read-your-writes", "missing-your-writes", true, false, false, false),
    /**
     * What a process read is ordered before what it writes later; a read sees the writes that processes had read before they did what this
     * read or an earlier one of its process returned, what was read before those, and so on.
     */
    WRITES_FOLLOW_READS("writes-follow-reads", "missing-read-write-dependency", false, false, false, true),
    /** The first three together. */
    PRAM("pram", "pram-violation", true, true, true, false);

    private final String model;
    private final String anomaly;
    final boolean seesOwnWrites;
    final boolean seesEarlierReads;
    final boolean ordersWrites;
    final boolean ordersReadsBeforeWrites;

    SessionGuarantee(
            String model,
            String anomaly,
            boolean seesOwnWrites,
            boolean seesEarlierReads,
            boolean ordersWrites,
            boolean ordersReadsBeforeWrites) {
        this.model = model;
        this.anomaly = anomaly;
        this.seesOwnWrites = seesOwnWrites;
        this.seesEarlierReads = seesEarlierReads;
        this.ordersWrites = ordersWrites;
        this.ordersReadsBeforeWrites = ordersReadsBeforeWrites;
    }

    /** The consistency model that it is. */
    public String model() {
        return model;
    }

    /** What its violation is called, as by Bailis et al., <em>Highly Available Transactions</em> (VLDB 2014), for most. */
    public String anomaly() {
        return anomaly;
    }
}
