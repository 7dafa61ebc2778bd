package dev.skewer.harness.cli;

import java.util.List;

/** The models that histories are checked against. */
final class Models {
    /** All of them. */
    static final List<Entry> ALL = List.of(
            new Entry(
                    "journal", "Journals with metadata: append, trim, compact, purge, paired reads, scans.", """
            Each invocation owns a journal and metadata that describe it: epoch, first index, length. Every write to an \
            invocation makes a new version of the pair; a trim to a shorter length opens the next epoch. So epoch and \
            first + length order the versions of one invocation, and every value names the append that wrote it. \
            A read of the metadata determines one version, a read of the journal a set of versions, and a paired read is skewed \
            when the one is not in the other. Beyond that: linearizability of each invocation, real-time order and the order \
            of each process, and for scans and appends to several invocations the order of versions across them.""", """
            {:index 0 :time 0 :process 0 :type :invoke :f :append :value {:id 1 :entry 10}}
            {:index 1 :time 1 :process 0 :type :ok :f :append :value {:id 1 :entry 10 :epoch 0 :index 0}}
            {:index 2 :time 2 :process 1 :type :invoke :f :read :value {:id 1}}
            {:index 3 :time 3 :process 1 :type :ok :f :read :value {:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}}"""),
            sequential("register", "A register: read and write.", "read answers what the latest write wrote.", """
                    {:process 0 :type :invoke :f :write :value 1}
                    {:process 0 :type :ok :f :write :value 1}
                    {:process 1 :type :invoke :f :read :value nil}
                    {:process 1 :type :ok :f :read :value 1}"""),
            sequential(
                    "cas-register",
                    "A register with compare-and-set.",
                    "cas [from to] writes to if the register holds from, and otherwise fails.",
                    """
                    {:process 0 :type :invoke :f :cas :value [1 2]}
                    {:process 0 :type :ok :f :cas :value [1 2]}"""),
            sequential(
                    "multi-register",
                    "Several registers that one transaction reads and writes at one moment.",
                    "A txn is a list of reads and writes, which take effect together and in order.",
                    """
                    {:process 0 :type :invoke :f :txn :value [[:read :x nil] [:write :y 2]]}
                    {:process 0 :type :ok :f :txn :value [[:read :x 1] [:write :y 2]]}"""),
            sequential("mutex", "A lock that one at a time may hold.", "acquire returns once nobody holds it.", """
                    {:process 0 :type :invoke :f :acquire}
                    {:process 0 :type :ok :f :acquire}"""),
            sequential(
                    "reentrant-mutex",
                    "A lock that its owner may acquire again.",
                    "The owner is the value of the call, or else its process; it must release as often as it acquired.",
                    """
                    {:process 0 :type :invoke :f :acquire}
                    {:process 0 :type :ok :f :acquire}"""),
            sequential(
                    "semaphore",
                    "A number of permits to acquire and release.",
                    "There are as many as --initial says, or one.",
                    """
                    {:process 0 :type :invoke :f :acquire}
                    {:process 0 :type :ok :f :acquire}"""),
            sequential(
                    "fifo-queue",
                    "A queue: first in, first out.",
                    "dequeue answers what came in first; nil says that nothing was there. drain is as many dequeues"
                            + " as it answers values.",
                    """
                    {:process 0 :type :invoke :f :enqueue :value 1}
                    {:process 0 :type :ok :f :enqueue :value 1}
                    {:process 0 :type :invoke :f :dequeue}
                    {:process 0 :type :ok :f :dequeue :value 1}"""),
            sequential(
                    "unordered-queue",
                    "A bag: what goes in comes out, in any order.",
                    "dequeue answers anything that is in; nil says that nothing was there. drain is as many dequeues"
                            + " as it answers values.",
                    """
                    {:process 0 :type :invoke :f :enqueue :value 1}
                    {:process 0 :type :ok :f :enqueue :value 1}"""),
            sequential(
                    "stack",
                    "A stack: last in, first out.",
                    "pop answers what was pushed last; nil says that nothing was there.",
                    """
                    {:process 0 :type :invoke :f :push :value 1}
                    {:process 0 :type :ok :f :push :value 1}"""),
            sequential(
                    "priority-queue",
                    "A queue of integers from which the least comes out first.",
                    "extract-min answers the least; nil says that nothing was there.",
                    """
                    {:process 0 :type :invoke :f :insert :value 3}
                    {:process 0 :type :ok :f :insert :value 3}
                    {:process 0 :type :invoke :f :extract-min}
                    {:process 0 :type :ok :f :extract-min :value 3}"""),
            sequential(
                    "set",
                    "A set: add, remove, contains, read.",
                    "contains answers true or false, and read all elements.",
                    """
                    {:process 0 :type :invoke :f :add :value 1}
                    {:process 0 :type :ok :f :add :value 1}
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value [1]}"""),
            sequential(
                    "counter",
                    "A counter: add and read.",
                    "read answers the sum of what was added, integers of any size.",
                    """
                    {:process 0 :type :invoke :f :add :value 5}
                    {:process 0 :type :ok :f :add :value 5}
                    {:process 0 :type :invoke :f :read}
                    {:process 0 :type :ok :f :read :value 5}"""),
            sequential(
                    "kv",
                    "A key-value store: get, put, append, cas, delete.",
                    "Keys are checked one by one, for they do not influence each other.",
                    """
                    {:process 0 :type :invoke :f :put :key "x" :value "a"}
                    {:process 0 :type :ok :f :put :key "x" :value "a"}"""),
            sequential(
                    "bank",
                    "Accounts between which money moves, none ever below zero.",
                    "read answers all balances. What the accounts hold at first the first read says, or --initial. A"
                            + " negative amount moves the other way; from an account to itself moves only what is there.",
                    """
                    {:process 0 :type :invoke :f :transfer :value {:from 0 :to 1 :amount 5}}
                    {:process 0 :type :ok :f :transfer :value {:from 0 :to 1 :amount 5}}"""));

    private static Entry sequential(String name, String sentence, String explanation, String example) {
        return new Entry(
                name,
                sentence,
                explanation
                        + " A history is judged linearizable if all operations that returned, and some of those of unknown"
                        + " outcome, have an order that agrees with real time and in which each answer is right.",
                example);
    }

    private Models() {}

    /**
     * One model.
     *
     * @param name on the command line
     * @param sentence what it is
     * @param explanation in a few sentences
     * @param example a history, or a part of one
     */
    record Entry(String name, String sentence, String explanation, String example) {}

    /** Their names. */
    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }
}
