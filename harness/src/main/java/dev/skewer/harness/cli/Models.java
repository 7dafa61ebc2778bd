package dev.skewer.harness.cli;

import java.util.List;

/** The models that histories are checked against. */
final class Models {
    /** All of them. */
    static final List<Entry> ALL = List.of(new Entry(
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
            {:index 3 :time 3 :process 1 :type :ok :f :read :value {:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]]}}"""));

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
