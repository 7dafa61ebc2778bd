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
                    {:process 1 :type :ok :f :read :value 0}"""),
            new Entry("unexpected-element", "An element is there that nothing added.", """
                    The last read of a set shows an element, or a queue gives one out, that no call was ever made with: it
                    was made up, damaged, or left from before the test.""", "set-final", """
                    {:process 0 :type :invoke :f :add :value 1}
                    {:process 0 :type :ok :f :add :value 1}
                    {:process 1 :type :invoke :f :read}
                    {:process 1 :type :ok :f :read :value [1 2]}"""),
            new Entry(
                    "duplicate-id", "Two calls returned the same id, which should be unique.", """
                    A generator of ids gave one out twice: two nodes had the same range, or a counter went back after a
                    crash.""", "unique-ids", """
                    {:process 0 :type :invoke :f :generate}
                    {:process 0 :type :ok :f :generate :value 7}
                    {:process 1 :type :invoke :f :generate}
                    {:process 1 :type :ok :f :generate :value 7}"""),
            new Entry(
                    "non-monotonic-rows",
                    "Rows that count up do not rise with their timestamps.",
                    """
                    Each transaction inserts a value above all that it sees, with the timestamp of the database. The kind
                    timestamps: the read that was to be ordered by timestamp is not; the kind values: a row with a later
                    timestamp has a smaller value, so that its transaction did not see one that the timestamps put before
                    it.""",
                    "monotonic",
                    """
                    {:process 0 :type :invoke :f :add}
                    {:process 0 :type :ok :f :add :value {:val 2 :sts 100}}
                    {:process 1 :type :invoke :f :add}
                    {:process 1 :type :ok :f :add :value {:val 1 :sts 107}}
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value [{:val 2 :sts 100} {:val 1 :sts 107}]}"""),
            new Entry(
                    "reversed-visibility",
                    "A process saw a later insert of another process, and then not an earlier one of the same.",
                    """
                    One process inserts x and then y, another looks for y and then for x, and finds only y. Each is a
                    transaction of its own, so that no snapshot is asked for; but the order of the first process is not what
                    the second sees. Sequential consistency and PRAM forbid it.""",
                    "sequential",
                    """
                    {:process 0 :type :invoke :f :write :value 0}
                    {:process 1 :type :invoke :f :read :value 0}
                    {:process 1 :type :ok :f :read :value [0 ["0_1" nil]]}
                    {:process 0 :type :ok :f :write :value 0}"""),
            new Entry(
                    "causal-reverse",
                    "A read shows a write, and not another that had returned before that one was called.",
                    """
                    The earlier write was over when the later one began, so whoever sees the later one should see the earlier
                    one, too. A serializable store may order the two the other way round, if nothing but the clock connects
                    them; strict serializability and strong snapshot isolation forbid it.""",
                    "causal-reverse",
                    """
                    {:process 0 :type :invoke :f :write :value 1}
                    {:process 1 :type :invoke :f :read}
                    {:process 0 :type :ok :f :write :value 1}
                    {:process 0 :type :invoke :f :write :value 2}
                    {:process 1 :type :ok :f :read :value [2]}
                    {:process 0 :type :ok :f :write :value 2}"""),
            new Entry(
                    "lost-write",
                    "A message was sent for certain and never polled, though what stands above it was.",
                    """
                    The offsets say where the message stands in its log, and a poll shows one above it. Whoever reads the log from its
                    beginning polls both; here no poll that returned shows the lower one. In Kafka and its like: an acknowledged
                    message lost when another replica took over.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[1 12]]}]]}"""),
            new Entry("inconsistent-offsets", "One offset of a log holds two messages.", """
                    Sends and polls that took effect say which message stands at an offset. If they disagree, the log has two
                    versions: usually two leaders gave out the same offset.""", "kafka", """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 1 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 1 :type :ok :f :send :value [[:send 0 [0 12]]]}
                    {:process 2 :type :invoke :f :poll :value [[:poll]]}
                    {:process 2 :type :ok :f :poll :value [[:poll {0 [[0 12]]}]]}"""),
            new Entry("duplicate-message", "One message stands at two offsets of its log.", """
                    It was sent once and is there twice: usually a retry of a send that had succeeded, by a producer that is not
                    idempotent.""", "kafka", """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 11] [1 11]]}]]}"""),
            new Entry("precommitted-read", "A transaction polls a message that it sends itself.", """
                    Consumers are only given what is committed, and a transaction that is still under way is not.""", "kafka", """
                    {:process 0 :type :invoke :f :txn :value [[:send 0 11] [:poll]]}
                    {:process 0 :type :ok :f :txn :value [[:send 0 [0 11]] [:poll {0 [[0 11]]}]]}"""),
            new Entry(
                    "poll-skip",
                    "A process polls on in a log and leaves out messages that are there.",
                    """
                    Its next operation goes on above where the last one ended, and between the two stands a message. Allowed to a
                    process that subscribed to topics, as it may be given other logs at any time.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 13]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [2 13]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 11]]}]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[2 13]]}]]}
                    {:process 2 :type :invoke :f :poll :value [[:poll]]}
                    {:process 2 :type :ok :f :poll :value [[:poll {0 [[0 11] [1 12] [2 13]]}]]}"""),
            new Entry(
                    "int-poll-skip",
                    "One operation polls a log and leaves out messages that are there.",
                    """
                    As poll-skip, within one operation.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 13]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [2 13]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 11] [2 13]]}]]}
                    {:process 2 :type :invoke :f :poll :value [[:poll]]}
                    {:process 2 :type :ok :f :poll :value [[:poll {0 [[1 12]]}]]}"""),
            new Entry("nonmonotonic-poll", "A process polls a log again where it had been before.", """
                    Its next operation begins at or below where the last one ended. Allowed to a process that subscribed to topics,
                    as it may be given other logs at any time.""", "kafka", """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 11] [1 12]]}]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 11]]}]]}"""),
            new Entry(
                    "int-nonmonotonic-poll",
                    "One operation polls a log backwards, or a message twice.",
                    """
                    As nonmonotonic-poll, within one operation.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[1 12] [0 11]]}]]}"""),
            new Entry(
                    "nonmonotonic-send",
                    "A process sends to a log, and then again at a lower offset.",
                    """
                    The first send had returned before the second was called, and yet stands above it.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 12]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 12] [1 11]]}]]}"""),
            new Entry(
                    "int-nonmonotonic-send",
                    "One operation sends to a log in another order than the log has.",
                    """
                    As nonmonotonic-send, within one operation.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11] [:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 11]] [:send 0 [0 12]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 12] [1 11]]}]]}"""),
            new Entry(
                    "int-send-skip",
                    "Between what one operation sends to a log stands something else.",
                    """
                    Kafka and its like do not isolate what transactions send, so that this is no fault to the check, which only
                    reports it.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11] [:send 0 13]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]] [:send 0 [2 13]]]}
                    {:process 1 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 1 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 2 :type :invoke :f :poll :value [[:poll]]}
                    {:process 2 :type :ok :f :poll :value [[:poll {0 [[0 11] [1 12] [2 13]]}]]}"""),
            new Entry(
                    "unseen-message",
                    "A message was sent for certain and not polled before the history ended.",
                    """
                    It may have come later. The check reports it as allowed, and as an anomaly where --drained yes says that all was
                    polled in the end.""",
                    "kafka",
                    """
                    {:process 0 :type :invoke :f :send :value [[:send 0 11]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [0 11]]]}
                    {:process 0 :type :invoke :f :send :value [[:send 0 12]]}
                    {:process 0 :type :ok :f :send :value [[:send 0 [1 12]]]}
                    {:process 1 :type :invoke :f :poll :value [[:poll]]}
                    {:process 1 :type :ok :f :poll :value [[:poll {0 [[0 11]]}]]}"""));

    private WorkloadAnomalies() {}
}
