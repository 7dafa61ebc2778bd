package dev.skewer.store;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mistakes that people make, planted in the store on purpose and off by default: a campaign that does not find them
 * proves nothing. Each replaces one strategy of the store at one {@link Seam}; without defects none of their code runs.
 *
 * <p>All of them show themselves on a store whose reads are at {@link ReadIsolation#SNAPSHOT}, and none needs a fault.
 */
public enum Defect {
    HALF_SNAPSHOT(
            "half-snapshot",
            Seam.SNAPSHOT,
            "The journal is read from a snapshot, the metadata with a plain get.",
            "read-skew",
            """
            A snapshot is put into the read options of the iterator, where the race was noticed, but the metadata is \
            still fetched with the default options, so that it is newer than the journal. An append in between \
            promises an entry that the snapshot does not have; a trim in between makes the bounded read return less \
            than the snapshot's journal. It is the fix one writes first, and it makes the race rarer instead of \
            impossible."""),
    SNAPSHOT_PER_CALL(
            "snapshot-per-call",
            Seam.SNAPSHOT,
            "Every call takes a snapshot of its own, instead of one for the whole read.",
            "read-skew",
            """
            Each storage method opens with 'take a snapshot' and closes with 'release it'. Every part of a read is \
            then consistent in itself, and the whole is not: metadata, journal and state are of three moments, just \
            as without snapshots, at a snapshot's price."""),
    REUSED_SNAPSHOT(
            "reused-snapshot",
            Seam.SNAPSHOT,
            "A reader keeps its snapshot and reads from it again for 5 ms.",
            "stale-read",
            """
            Taking a snapshot for each read looks wasteful, so the reader keeps one and renews it when it is older \
            than 5 ms. Each read is consistent, so nothing is skewed; but a read that began after a write was \
            acknowledged does not see it, not even when the reader's own process wrote it."""),
    LAGGING_READER(
            "lagging-reader",
            Seam.SNAPSHOT,
            "Reads are served at an old LSN, 2 to 4 ms behind, at every isolation.",
            "stale-read",
            """
            All readers share one view of the store, which follows the writer at a distance of 2 to 4 ms, as a \
            follower does that applies the log late. All agree with each other and nobody sees time run backwards; \
            they are only late."""),
    REPLICA_HOPPING(
            "replica-hopping",
            Seam.SNAPSHOT,
            "A reader's reads alternate between the current state and a view that is 2 to 4 ms behind.",
            "non-monotonic-read",
            """
            A load balancer without stickiness in front of a leader and a late follower: the client sees a new \
            entry, asks again, and it is not there yet. Stale reads come with it, as the cause of it."""),
    METADATA_CACHE(
            "metadata-cache",
            Seam.METADATA_SOURCE,
            "Readers cache the metadata, and a trim does not invalidate it.",
            "read-skew",
            """
            The metadata of an invocation is read far more often than it changes, so readers keep it in a cache, and \
            each command that changes it drops it from the cache: append, setState, compact, purge. Trim came later \
            and was forgotten. A reader then has the length of before the trim with the journal of after it, until \
            the next append."""),
    SPLIT_BATCH(
            "split-batch",
            Seam.COMMIT,
            "The entries are written in one batch and the metadata in a second.",
            "read-skew",
            """
            The journal and the status table each have a class of their own that writes its own batch. Between the \
            two, the journal is of after the commands and the metadata of before: a snapshot taken there is \
            consistently inconsistent, so no read isolation helps. A crash there makes it permanent."""),
    UNORDERED_WRITE(
            "unordered-write",
            Seam.ENGINE,
            "RocksDB's unordered_write option is on, which gives up that snapshots are immutable.",
            "read-skew",
            """
            The option promises more write throughput and says in its documentation that snapshots are no longer \
            repeatable: a write gets its sequence number, which a snapshot then includes, before it is in the \
            memtable. A read can miss a batch in its first part and see it in its second, from the same snapshot. \
            Nothing in this store's code is wrong."""),
    EARLY_ACK(
            "early-ack",
            Seam.ACKNOWLEDGE,
            "Commands are acknowledged when they are in the batch, before it is written.",
            "stale-read",
            """
            The writer gathers commands for up to 1 ms, so that more of them share one write, and answers each as \
            soon as its place is decided, to spare the caller the wait. Until the batch is written, a read by \
            anybody who knows of the answer misses the write. A crash in that time loses it."""),
    EPOCH_REUSE("epoch-reuse", Seam.TRIM, "A trim does not raise the epoch.", "position-reuse", """
            Trim and append again to the same length, and the metadata is what it was before: neither counting entries \
            nor comparing epochs can tell the two journals apart. Two acknowledged appends have the same epoch and \
            index, which is how the record gives it away; a reader in production has nothing to notice it by."""),
    STALE_TRIM_LENGTH(
            "stale-trim-length",
            Seam.TRIM,
            "A trim deletes up to a remembered length that appendAll and setState do not keep up to date.",
            "resurrected-entry",
            """
            The trim takes the end of the range that it deletes from a cache of lengths that the append path \
            maintains. appendAll and setState append too, and do not maintain it. What they added lies beyond the \
            remembered end and survives the trim: the metadata denies it, and whoever reads the journal's whole \
            range finds entries that were trimmed."""),
    KEY_BY_KEY_TRIM(
            "key-by-key-trim",
            Seam.TRIM,
            "A trim deletes one entry at a time, each in a write of its own, and then the metadata.",
            "read-skew",
            """
            Without range deletion in the storage interface, the trim is a loop of deletes, newest entry first. \
            Readers see every stage of it: a journal that is shorter than its metadata says, from one and the same \
            snapshot."""),
    GREEDY_COMPACTION(
            "greedy-compaction",
            Seam.COMPACT,
            "A compaction deletes the first entry that it should keep.",
            "lost-append",
            """
            An off-by-one at the end of the range: the index given is the first to keep, and is taken for the last \
            to drop. The metadata still covers the entry that is gone. Every later read of the journal shows it, at \
            any isolation."""),
    RESURRECTING_COMPACTION(
            "resurrecting-compaction",
            Seam.COMPACT,
            "A compaction works from a copy of the journal from before a trim, and writes the trimmed entries back.",
            "resurrected-entry",
            """
            To keep the writer free, a compaction reads metadata and surviving entries when it is requested, and is \
            applied when its turn comes. If the journal is shorter by then, the copy is believed, for fear of losing \
            entries: those beyond the present length are written again and the greater of the two lengths is kept. \
            What a trim removed in between is back, in a journal that is consistent in itself."""),
    TORN_APPEND_ALL(
            "torn-append-all",
            Seam.APPEND_ALL,
            "The elements of an appendAll are written in separate batches.",
            "intermediate-read",
            """
            appendAll is written as a loop over append, each with a commit of its own, which is synced before the \
            next begins, so that a crash leaves the first elements and never the last alone. A scan in between sees \
            the first elements and not the others, and so does everybody after a crash."""),
    DOUBLE_APPEND_ON_RETRY(
            "double-append-on-retry",
            Seam.ANSWER,
            "An append whose commit seems to have timed out is applied again, although it had succeeded.",
            "duplicate-entry",
            """
            The commit succeeds, but now and then (here: one append in 64, chosen by its LSN) the confirmation is \
            thought to be lost. Appending is not idempotent and the command carries no id to recognise it by, so the \
            retry appends the same entry a second time; the caller learns the second position only."""),
    LATE_REFUSAL(
            "late-refusal",
            Seam.ANSWER,
            "An append that took too long is answered as refused, although it is committed.",
            "aborted-read",
            """
            Commands have a deadline, and it is looked at once more before the answer goes out. A command that is \
            over it then (here: one append in 64, chosen by its LSN) is answered 'rejected, no effect', because that \
            is what being over the deadline means where it is checked first. Its entry is in the journal for all to \
            see. Unknown would have been the honest answer."""),
    FORGETFUL_BATCH(
            "forgetful-batch",
            Seam.PENDING,
            "Appends in one group commit do not see each other.",
            "position-reuse",
            """
            Group commit was added later. An append still reads the length that it builds on from the database, \
            where the earlier appends of the same batch are not yet. Two appends to one invocation in one batch get \
            the same index; both are acknowledged and the first is overwritten.""");

    /** The places of the store at which a defect replaces what is right. One store has at most one defect at each. */
    enum Seam {
        SNAPSHOT("what a reader sees"),
        METADATA_SOURCE("where readers find metadata"),
        COMMIT("how a batch is written"),
        ENGINE("RocksDB's options"),
        ACKNOWLEDGE("when commands are acknowledged"),
        TRIM("trim"),
        COMPACT("compact"),
        APPEND_ALL("appendAll"),
        ANSWER("what follows a commit"),
        PENDING("what commands of a batch see");

        final String what;

        Seam(String what) {
            this.what = what;
        }
    }

    private final String id;
    private final Seam seam;
    private final String sentence;
    private final String anomaly;
    private final String explanation;

    Defect(String id, Seam seam, String sentence, String anomaly, String explanation) {
        this.id = id;
        this.seam = seam;
        this.sentence = sentence;
        this.anomaly = anomaly;
        this.explanation = explanation;
    }

    /** The name on the command line, such as {@code half-snapshot}. */
    public String id() {
        return id;
    }

    /** The mistake in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** The anomaly that gives it away, by the checker's name. Others may accompany it. */
    public String anomaly() {
        return anomaly;
    }

    /** The fault without which it does not show, or null when it shows under plain load. */
    public @Nullable String fault() {
        return null;
    }

    /** How the mistake comes about and what it does, in a paragraph. */
    public String explanation() {
        return explanation;
    }

    Seam seam() {
        return seam;
    }

    /** The defect with this {@link #id()}, if there is one. */
    public static Optional<Defect> of(String id) {
        return Arrays.stream(values()).filter(defect -> defect.id.equals(id)).findFirst();
    }

    /** All ids, comma-separated, for messages. */
    public static String ids() {
        return Arrays.stream(values()).map(Defect::id).collect(Collectors.joining(", "));
    }
}
