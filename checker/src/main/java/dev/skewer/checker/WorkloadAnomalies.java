package dev.skewer.checker;

import dev.skewer.checker.AnomalyCatalog.Entry;
import java.util.List;

/** The anomalies that the checks of Jepsen's workloads report beside those of other checkers, in words. */
final class WorkloadAnomalies {
    static final List<Entry> ALL = List.of(
            new Entry("lost-element", "An element that was there is missing for good.", """
                    An element's add had returned, or a read had shown the element, and reads that were called later do not
                    show it, to the last of them. The kind says whether any read had shown it. In a queue: it was
                    enqueued, the queue was drained, and it never came out. Usually a write that was acknowledged before
                    it was safe, and lost in a failover.""", "set-full", """
                    {:process 0 :type :invoke :f :add :value 1}
                    {:process 0 :type :ok :f :add :value 1}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value []}"""),
            new Entry("duplicate-element", "An element is there more often than it was added.", """
                    One read of a set shows an element twice, or a queue gives out an element more often than it may have been
                    enqueued. Of a queue that is no fault to total-queue, which says so, as most queues deliver at least
                    once. Usually a retry of a write that had succeeded.""", "set-full", """
                    {:process 0 :type :invoke :f :add :value 1}
                    {:process 0 :type :ok :f :add :value 1}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value [1 1]}"""),
            new Entry(
                    "wrong-total",
                    "A read of all accounts of a bank does not add up to what they hold together.",
                    """
                    Transfers move money and never make any, so that each snapshot has the same total. A read that sees one
                    account before a transfer and another after it (read skew) has another, and so has every read once two
                    transfers have overwritten each other (lost update). Snapshot isolation forbids both, and parallel
                    snapshot isolation does, too.""",
                    "bank-totals",
                    """
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value {0 10, 1 10}}
                    {:process 0 :type :invoke :f :transfer :value {:from 0 :to 1 :amount 5}}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value {0 5, 1 10}}
                    {:process 0 :type :ok :f :transfer :value {:from 0 :to 1 :amount 5}}"""),
            new Entry("negative-balance", "An account holds less than nothing.", """
                    A transfer takes place only if the account has the money, so none is ever overdrawn. Two transfers that
                    did not see each other can take the same money twice. Skewer counts this against snapshot isolation,
                    as a transfer writes the account that it looked at.""", "bank-totals", """
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value {0 10, 1 10}}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value {0 -5, 1 25}}"""),
            new Entry(
                    "unexpected-account",
                    "A read of a bank shows an account that there is not.",
                    """
                    The first read shows which accounts there are; none are opened later.""",
                    "bank-totals",
                    """
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value {0 10, 1 10}}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value {0 10, 1 10, 2 0}}"""),
            new Entry("nil-balance", "A read of a bank shows an account without a balance.", """
                    The account is there, and holds nil: its row was found, its balance was not.""", "bank-totals", """
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value {0 10, 1 10}}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value {0 10, 1 nil}}"""),
            new Entry(
                    "counter-out-of-bounds",
                    "A read of a counter answers less than was certainly added, or more than may have been.",
                    """
                    When the read was called, some adds had returned, and it must see those; when it returned, some had been
                    called, and it cannot see more. The kind says which bound was broken: too-low is a lost or unseen add,
                    too-high one that took effect twice, or that took effect though it had failed.""",
                    "counter-bounds",
                    """
                    {:process 0 :type :invoke :f :add :value 5}
                    {:process 0 :type :ok :f :add :value 5}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value 0}"""));

    private WorkloadAnomalies() {}
}
