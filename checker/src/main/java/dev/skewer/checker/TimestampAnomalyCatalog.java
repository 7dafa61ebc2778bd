package dev.skewer.checker;

import dev.skewer.checker.AnomalyCatalog.Entry;
import java.util.List;

/** The anomalies that timestamps show, in words. */
final class TimestampAnomalyCatalog {
    private static final String LIST = "list-append";

    private static final String CLAIM =
            " Timestamps are what the database says of itself (--timestamps yes): it broke what it claims, even if another order of the"
                    + " same transactions would explain what was read.";

    static final List<Entry> ALL = List.of(
            new Entry(
                    "timestamp-read",
                    "A read is not of the state at its transaction's timestamp.",
                    """
                    Under snapshot isolation a read shows what had been committed at or before the start timestamp of its transaction, under
                    serializability at its commit timestamp. It shows something else: less, more, or what no transaction left there. Also a
                    transaction without timestamps that reads put both behind one moment and before it.""" + CLAIM,
                    LIST,
                    """
                    {:process 0 :type :invoke :f :txn :value [[:append :x 1]]}
                    {:process 0 :type :ok :f :txn :value [[:append :x 1]] :ts [0 1]}
                    {:process 1 :type :invoke :f :txn :value [[:r :x nil]]}
                    {:process 1 :type :ok :f :txn :value [[:r :x []]] :ts [1]}"""),
            new Entry(
                    "timestamp-conflict",
                    "Two transactions wrote one object and overlap by their timestamps.",
                    """
                    Of two transactions that write one object, the one that commits later starts at or after the other one's commit: first
                    committer wins. Here it started before, or both committed at one timestamp, which leaves no order to what they wrote.""" + CLAIM,
                    LIST,
                    """
                    {:process 0 :type :invoke :f :txn :value [[:append :x 1]]}
                    {:process 1 :type :invoke :f :txn :value [[:append :x 2]]}
                    {:process 0 :type :ok :f :txn :value [[:append :x 1]] :ts [0 1]}
                    {:process 1 :type :ok :f :txn :value [[:append :x 2]] :ts [0 2]}"""),
            new Entry("timestamp-order", "Timestamps are in another order than clients saw.", """
                    A transaction committed before it started; or, under models with sessions or real time, one that had returned before
                    another was called has a later timestamp than that.""" + CLAIM, LIST, """
                    {:process 0 :type :invoke :f :txn :value [[:append :x 1]]}
                    {:process 0 :type :ok :f :txn :value [[:append :x 1]] :ts [2 1]}"""));

    private TimestampAnomalyCatalog() {}
}
