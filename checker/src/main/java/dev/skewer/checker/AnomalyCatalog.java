package dev.skewer.checker;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every anomaly that the checkers report, in words: what it is, and what a history that has it looks like. */
public final class AnomalyCatalog {
    private static final List<Entry> OF_OBJECTS = List.of(
            new Entry(
                    "read-skew",
                    "One read shows two moments: metadata and journal, or two invocations, of different versions.",
                    """
                    A reader takes the metadata of an invocation and then its journal. A write that commits in between
                    and drops or replaces entries leaves the reader with a pair that never existed. The kind says which
                    write came between, and whether the metadata is from before or after it. The kind
                    same-length-replacement is the one that counting cannot see: as many entries were appended as a trim
                    had dropped, so that length and indexes agree while the entries do not. Across invocations: one scan
                    shows one invocation before, another after, two writes of known order. Adya calls it G-single,
                    Bailis et al. a fractured read. Forbidden by snapshot isolation and everything above it.

                      read 4 → epoch 0, first 0, length 5; journal [0 11] [1 12] [2 13] [3 24] [4 25]
                      where epoch 0 of 4 had [3 14] [4 15] and a trim to 3 came between.""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 0 :type :invoke :f :trim :value {:id 4 :length 0}}
                    {:process 0 :type :ok :f :trim :value {:id 4 :epoch 1 :first 0 :length 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 1 :index 0}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 12]]}}"""),
            new Entry(
                    "lost-append", "An acknowledged entry is missing though nothing dropped it.", """
                    An append was acknowledged before the read began, no trim, compact or purge dropped its entry, and
                    the read does not have it; nobody who came later saw it either. A write lost in a crash looks like
                    this, and one that was acknowledged before it was written.""", "journal", """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]}}
                    {:process 2 :type :invoke :f :read :value {:id 4}}
                    {:process 2 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]}}"""),
            new Entry(
                    "lost-suffix",
                    "A crash undid the latest of what had been acknowledged, which the durability promise allows.",
                    """
                    A store that acknowledges what is not on the disk yet loses it in a crash. What is left is a version that there
                    was, metadata, journal and state together: the latest writes are gone and none from among them. That is
                    buffered durable linearizability (Izraelevitz et al., DISC 2016), and no fault of a store that promises no more;
                    so it is reported beside the verdict and does not make it false. Which crashes may do so says the promise:
                    --kill-may-lose suffix, --power-loss-may-lose suffix. Without it, or where what is missing is no suffix, it is
                    a lost-append, stale-read, position-reuse or read-skew.""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process :nemesis :type :info :f :kill :value {:phase :start}}
                    {:process :nemesis :type :info :f :kill :value {:phase :heal}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]}}"""),
            new Entry(
                    "phantom-entry",
                    "A read shows an entry that nobody had appended to that invocation.",
                    """
                    Kinds: never-appended (no operation of the history appends it), of-another-invocation, and
                    before-its-append (the read was over before the append began).""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 99]]}}"""),
            new Entry("aborted-read", "A read shows an entry whose append failed.", """
                    A failed append certainly had no effect, and yet somebody saw its entry. Adya's G1a. Usually a store
                    that reports a failure although the write went through.""", "journal", """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :fail :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 0}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]}}"""),
            new Entry(
                    "resurrected-entry",
                    "An entry that a trim, compact or purge had dropped for good is back.",
                    """
                    Every append makes a new entry, so an entry that was dropped can never be seen again. The kind says
                    what had dropped it. Orphans left by a trim that deleted too little show up like this once the
                    journal grows over them, and so does a compaction that writes back what a trim had removed.""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 0 :type :invoke :f :trim :value {:id 4 :length 1}}
                    {:process 0 :type :ok :f :trim :value {:id 4 :epoch 1 :first 0 :length 1}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 13}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 13 :epoch 1 :index 1}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 1 :first 0 :length 2} :journal [[0 11] [1 12]]}}"""),
            new Entry(
                    "duplicate-entry",
                    "One append shows up twice in a journal.",
                    "Each entry is appended once. Usually a retry of a write that had succeeded.",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 11] [1 11]]}}"""),
            new Entry(
                    "gap",
                    "A journal lacks an index between its first and its last.",
                    "A journal has every index from first to length - 1; a row is missing in the middle of what was read.",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 13}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 13 :epoch 0 :index 2}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 3} :journal [[0 11] [2 13]]}}"""),
            new Entry("reordered", "Entries or writes stand in an order that cannot be.", """
                    Kinds: rows (the indexes of a journal do not ascend), other-index-than-acknowledged (an entry stands
                    elsewhere than its append was told), writes (a write stands above another that began only after it
                    had completed).""", "journal", """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 2} :journal [[1 12] [0 11]]}}"""),
            new Entry("torn-metadata", "Metadata that no order of the writes produces.", """
                    An epoch that no trim can have opened, a length or first index that no writes led to, an opened epoch
                    that lacks the writes below it: part of a write took effect, or the metadata was written back from
                    a stale copy.""", "journal", """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 5} :journal [[0 11]]}}"""),
            new Entry("intermediate-read", "Part of an append-all was visible without the rest.", """
                    An append-all adds entries to several invocations at one moment. Somebody saw one of its entries and,
                    at that moment or later, another invocation still without its own. Adya's G1b has the same shape
                    within one transaction's writes.""", "journal", """
                    {:process 0 :type :invoke :f :append-all :value [{:id 1 :entry 11} {:id 2 :entry 12}]}
                    {:process 1 :type :invoke :f :scan :value [1 2]}
                    {:process 1 :type :ok :f :scan :value [{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]} {:id 2 :metadata nil :journal []}]}
                    {:process 0 :type :ok :f :append-all :value [{:id 1 :entry 11 :epoch 0 :index 0} {:id 2 :entry 12 :epoch 0 :index 0}]}"""),
            new Entry(
                    "stale-read",
                    "A read shows an older version than one that was complete before it began.",
                    """
                    Some write was acknowledged, or some read had shown it, before this read began, and this read does not
                    show it. The kind answer-of-a-write is a write that changed nothing and answered with an old state.
                    A replica that lags, a snapshot that is used too long or a cache read like this. Serializability allows
                    it, strict serializability does not.""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]}}
                    {:process 2 :type :invoke :f :read :value {:id 4}}
                    {:process 2 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 11] [1 12]]}}"""),
            new Entry("non-monotonic-read", "One process saw a version and later an earlier one.", """
                    Within one process, reads went back in time. Session guarantees (monotonic reads) forbid it even where
                    stale reads are allowed.""", "journal", """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 1}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 11] [1 12]]}}
                    {:process 1 :type :invoke :f :read :value {:id 4}}
                    {:process 1 :type :ok :f :read :value {:id 4 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]}}"""),
            new Entry(
                    "long-fork",
                    "Two reads disagree about the order of writes to different invocations.",
                    """
                    One read shows the write to x and not yet the one to y, another the write to y and not yet the one to x.
                    A cycle with two anti-dependencies that are not adjacent (G-nonadjacent); parallel snapshot isolation
                    allows it, snapshot isolation does not.""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 1 :entry 11}}
                    {:process 1 :type :invoke :f :append :value {:id 2 :entry 12}}
                    {:process 2 :type :invoke :f :scan :value [1 2]}
                    {:process 3 :type :invoke :f :scan :value [1 2]}
                    {:process 2 :type :ok :f :scan :value [{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 11]]} {:id 2 :metadata nil :journal []}]}
                    {:process 3 :type :ok :f :scan :value [{:id 1 :metadata nil :journal []} {:id 2 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 12]]}]}
                    {:process 0 :type :ok :f :append :value {:id 1 :entry 11 :epoch 0 :index 0}}
                    {:process 1 :type :ok :f :append :value {:id 2 :entry 12 :epoch 0 :index 0}}"""),
            new Entry("position-reuse", "Two acknowledged writes were given the same position.", """
                    An epoch and index are given to one append only; after a trim the epoch must differ. If it does not,
                    a reader who compares lengths and epochs cannot tell a trimmed and regrown journal from the one it
                    knew.""", "journal", """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11 :epoch 0 :index 0}}
                    {:process 1 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 1 :type :ok :f :append :value {:id 4 :entry 12 :epoch 0 :index 0}}"""),
            new Entry(
                    "unexplained",
                    "No order of the operations gives the answers that were given.",
                    """
                    The search tried every order that real time allows, with and without the operations whose outcome is
                    unknown, and none gives all the answers. No single operation is wrong by itself.""",
                    "journal",
                    """
                    {:process 0 :type :invoke :f :append :value {:id 4 :entry 11}}
                    {:process 1 :type :invoke :f :append :value {:id 4 :entry 12}}
                    {:process 0 :type :ok :f :append :value {:id 4 :entry 11}}
                    {:process 1 :type :ok :f :append :value {:id 4 :entry 12}}
                    {:process 2 :type :invoke :f :read-journal :value {:id 4}}
                    {:process 2 :type :ok :f :read-journal :value {:id 4 :journal [[0 11] [1 12]]}}
                    {:process 3 :type :invoke :f :read-journal :value {:id 4}}
                    {:process 3 :type :ok :f :read-journal :value {:id 4 :journal [[0 12] [1 11]]}}"""),
            new Entry(
                    "nonlinearizable",
                    "No order of the operations on one object agrees with real time and gives the answers given.",
                    """
                    Linearizability promises that each operation takes effect at one moment between its call and its
                    return, so that all of them could have come one after the other. Here no such order exists, whatever
                    became of the operations of unknown outcome. The example shows a few operations that already
                    contradict each other: each of the others may have happened or not.

                      write 1 → ok, then write 2 → ok, then read → 1: nothing wrote 1 after 2.""",
                    "register",
                    """
                    {:process 0 :type :invoke :f :write :value 1}
                    {:process 0 :type :ok :f :write :value 1}
                    {:process 0 :type :invoke :f :write :value 2}
                    {:process 0 :type :ok :f :write :value 2}
                    {:process 1 :type :invoke :f :read :value nil}
                    {:process 1 :type :ok :f :read :value 1}"""));

    private static final List<Entry> ALL = Stream.of(
                    OF_OBJECTS,
                    TransactionAnomalyCatalog.ALL,
                    SessionAnomalyCatalog.ALL,
                    TimestampAnomalyCatalog.ALL,
                    WorkloadAnomalies.ALL)
            .flatMap(List::stream)
            .toList();

    private static final List<Alias> ALIASES = List.of(
            new Alias(
                    "write-skew",
                    "G2-item",
                    "Two transactions each of which read what the other then wrote over: a G2-item of two anti-dependencies. Verdicts"
                            + " on transactions count it as a kind of that."),
            new Alias(
                    "long-fork",
                    "G-nonadjacent",
                    "Of transactions: two that each saw one of two writers and missed the other, a G-nonadjacent of two"
                            + " anti-dependencies. Verdicts on transactions count it as a kind of that."),
            new Alias(
                    "unobservable-read",
                    "garbage-read",
                    "A read of what no transaction wrote, which no order of transactions lets it observe."),
            new Alias(
                    "G1",
                    "G1c",
                    "Adya's name for any of G1a, G1b and G1c: what read-committed and everything above it forbids."),
            new Alias(
                    "G-SIb",
                    "G-single",
                    "Adya's missed effects: a cycle with exactly one anti-dependency, also where a transaction depends on another by having"
                            + " begun after it committed. If the store may choose when transactions begin, that is G-single; by what clients"
                            + " saw of time, G-single-realtime."),
            new Alias(
                    "G-cursor",
                    "lost-update",
                    "Adya's lost update through a cursor: a cycle of one anti-dependency and write dependencies of one object. A"
                            + " history does not say which reads went through a cursor."),
            new Alias(
                    "G-single-item",
                    "G-single",
                    "Elle's name for a G-single of reads of single objects, as all are here."),
            new Alias(
                    "G-nonadjacent-item",
                    "G-nonadjacent",
                    "Elle's name for a G-nonadjacent of reads of single objects, as all are here."),
            new Alias(
                    "empty-transaction",
                    "",
                    "A transaction without micro-ops is no anomaly: it says nothing, and is left aside. A check in which no transaction"
                            + " completed is unknown, which Elle calls empty-transaction-graph."));

    private AnomalyCatalog() {}

    /** Names that are used elsewhere, and what says the same here. */
    public static List<Alias> aliases() {
        return ALIASES;
    }

    /**
     * Another name.
     *
     * @param name as others use it
     * @param anomaly the name of an anomaly; empty if it is none
     * @param sentence what it is
     */
    public record Alias(String name, String anomaly, String sentence) {}

    /** All anomalies, in the order in which they are best read. */
    public static List<Entry> all() {
        return ALL;
    }

    /** Orders names as {@link #all} does: the most telling first, those of other checkers last. */
    public static Comparator<String> order() {
        List<String> names = ALL.stream().map(Entry::name).toList();
        return Comparator.<String>comparingInt(name -> names.contains(name) ? names.indexOf(name) : names.size())
                .thenComparing(Comparator.naturalOrder());
    }

    /** The anomaly of a name. */
    public static Optional<Entry> named(String name) {
        return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /**
     * One anomaly in words.
     *
     * @param name as it stands in verdicts
     * @param sentence what it is, in one sentence
     * @param explanation what it comes from, which models forbid it, and what it looks like
     * @param model whose checker reports it
     * @param example a history of that model, in EDN, that has it
     */
    public record Entry(String name, String sentence, String explanation, String model, String example) {}
}
