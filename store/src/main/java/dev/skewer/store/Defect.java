package dev.skewer.store;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mistakes that people make, planted in the store on purpose and off by default: a campaign that does not find them
 * proves nothing. Each replaces one strategy of the store at one {@link Seam}; without defects none of their code runs.
 *
 * <p>All of them show themselves on a store whose reads are at {@link ReadIsolation#SNAPSHOT}: some under plain load, others only when
 * something goes wrong besides ({@link #trigger}), and some at one {@link #durability} only.
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
            the same index; both are acknowledged and the first is overwritten."""),
    LSN_OUTSIDE_BATCH(
            "lsn-outside-batch",
            Seam.COMMIT,
            "How far the command log is applied is written after the commands' effects, in a write of its own.",
            "duplicate-entry",
            Trigger.CRASH,
            Durability.REPLAYED,
            """
            The applied LSN looks like bookkeeping, so it is kept by a class that writes for itself when a batch is \
            through. Memory is written to files between any two writes. After a crash the files may have the effects \
            without the LSN that goes with them, and the replay applies those commands a second time: trims do not \
            mind, but an append is in the journal twice."""),
    NO_ATOMIC_FLUSH(
            "no-atomic-flush",
            Seam.ENGINE,
            "Column families are flushed one by one although there is no write-ahead log.",
            "read-skew",
            Trigger.CRASH,
            Durability.NONE,
            """
            Without a write-ahead log, what a crash leaves is what was flushed; RocksDB flushes each column family \
            when its own memory is full, and keeps them together only if atomic_flush is set. Journal and metadata \
            fill at different rates, so after a crash one is of a later moment than the other, for every invocation at \
            once, and for good: no read isolation helps."""),
    SKIP_CORRUPT_WAL(
            "skip-corrupt-wal",
            Seam.ENGINE,
            "Recovery skips damaged records of the write-ahead log and applies those behind them.",
            "position-reuse",
            Trigger.DAMAGE,
            Durability.SYNC,
            """
            The store once refused to open after a bad sector, at night, and since then the recovery mode is \
            SkipAnyCorruptedRecords: it always opens. One flipped bit costs the batches of the whole block that it is \
            in, while later ones that were built on them are applied: lengths that count entries which are not there. \
            Where it was the last block, what was acknowledged is gone without a word, and its places are given again."""),
    IGNORE_ITERATOR_STATUS(
            "ignore-iterator-status",
            Seam.SCAN_END,
            "An iterator that ends is not asked whether it could not go on.",
            "read-skew",
            Trigger.IO_ERROR,
            null,
            """
            The loop over the entries ends when the iterator is no longer valid, which is the end of the journal, or a \
            block that could not be read. Who does not ask for the status takes the second for the first: a disk error \
            becomes a journal that is shorter than its metadata says, and nobody is told."""),
    FSYNC_NEVER(
            "fsync-never",
            Seam.SYNC,
            "What has to be synced before the acknowledgement is not.",
            "lost-append",
            Trigger.POWER_LOSS,
            Durability.SYNC,
            """
            Syncing was switched off for a benchmark, or the file system was mounted so, and it stayed that way. \
            Everything is acknowledged as durable and is in the page cache. No crash of the process shows it; a power \
            cut takes the last seconds."""),
    SERVE_BEFORE_REPLAY(
            "serve-before-replay",
            Seam.REPLAY,
            "Reads are served while the command log is still being replayed.",
            "stale-read",
            Trigger.CRASH,
            Durability.REPLAYED,
            """
            The store opens at once, which is good for availability, and replays in the background; only writers wait \
            for it, as they need the next LSN. Whoever reads before it is through sees the store as it was at its last \
            flush: acknowledged entries are missing, trimmed ones are back, and a moment later all is well."""),
    TRIM_NOT_LOGGED(
            "trim-not-logged",
            Seam.LOG,
            "A trim is applied, and not written to the command log.",
            "reordered",
            Trigger.CRASH,
            Durability.REPLAYED,
            """
            Trims came later than appends, as a repair tool that worked on the database directly, and nobody noticed \
            that the log is the truth and the database its shadow. After a crash the log is replayed without them: \
            trimmed entries are back, and what was appended since has another place than was acknowledged."""),
    RETRY_APPENDS_TWICE(
            "retry-appends-twice",
            Seam.RETRY,
            "A client sends an append again when its connection broke, without saying that it is the same.",
            "duplicate-entry",
            Trigger.LOST_REPLY,
            null,
            """
            A broken connection is a passing trouble, so the client library connects again and repeats the call. If the \
            connection broke before the request arrived, that is what was wanted. If it broke before the answer did, the \
            server has appended the entry already, and as nothing in the second call says that it is the first one again, \
            it appends it once more; the caller learns the second position only."""),
    REORDER_AFTER_RECONNECT(
            "reorder-after-reconnect",
            Seam.RETRY,
            "A client sends a trim again when its connection broke, because trimming twice is the same as once.",
            "torn-metadata",
            Trigger.LOST_REPLY,
            null,
            """
            Appends are not repeated, for that was learnt the hard way; a trim to a length is idempotent, so it is. But it \
            is so only as long as nothing happens in between. The first one was carried out and its answer lost; another \
            client appended to what was left, and was acknowledged; then the second one arrives, after what is newer, and \
            trims the new entries away."""),
    ACK_AFTER_DEADLINE(
            "ack-after-deadline",
            Seam.DEADLINE,
            "A command whose answer does not come within the deadline is told as failed.",
            "aborted-read",
            Trigger.SILENCE,
            null,
            """
            The client library has one exception for all that did not work, and the deadline raises it too. But nothing \
            recalls a request that was sent: it is carried out, perhaps when its caller has long been told that it \
            failed, and everybody sees its effects."""),
    REPEATED_CALL(
            "repeated-call",
            Seam.REPETITION,
            "A call that the network delivers twice is carried out twice.",
            "duplicate-entry",
            Trigger.REPETITION,
            null,
            """
            Calls are numbered, so that answers can be told apart, and the server copies the number into its answer without \
            looking at it. Where the way between the two delivers at least once, an append arrives again, and is appended \
            again."""),
    STALE_AFTER_FAILOVER(
            "stale-after-failover",
            Seam.LEADERSHIP,
            "A leader answers reads without looking whether another leads by now.",
            "stale-read",
            Trigger.FAILOVER,
            Durability.REPLAYED,
            """
            Whoever leads has the latest, so reads need not ask anybody. But who leads is not for the leader to know: it was \
            paused, or cut off, and in that time clients got another one. Writes are safe, as the log takes no more from the old one, and \
            that was all that the review looked at. Reads go to the old one's own copy, by clients that come back to it, and it \
            answers them as it would have before.""");

    /** What has to go wrong before a defect shows. */
    public enum Trigger {
        /** Nothing: it shows under plain load. */
        NONE("none"),
        /** The store's process dies, or its state is cut off there. */
        CRASH("crash"),
        /** What was not synced is gone. */
        POWER_LOSS("power loss"),
        /** A file has other bytes than were written. */
        DAMAGE("damage"),
        /** A file cannot be read. */
        IO_ERROR("I/O error"),
        /** A command is carried out, and its reply is lost with the connection. */
        LOST_REPLY("lost reply"),
        /** An answer does not come within the deadline. */
        SILENCE("silence"),
        /** A message arrives twice. */
        REPETITION("repetition"),
        /** Another takes over while the one that leads does not answer, and does not know. */
        FAILOVER("failover");

        private final String words;

        Trigger(String words) {
            this.words = words;
        }

        /** As the documentation calls it. */
        public String words() {
            return words;
        }
    }

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
        PENDING("what commands of a batch see"),
        SCAN_END("what a scan makes of its end"),
        SYNC("what is synced"),
        LOG("what goes into the command log"),
        REPLAY("when a store that replays is open"),
        RETRY("what a client does when its connection breaks"),
        DEADLINE("what a client says when an answer does not come in time"),
        REPETITION("what a server does with a call that arrives twice"),
        LEADERSHIP("how a server knows that it leads");

        final String what;

        Seam(String what) {
            this.what = what;
        }
    }

    private final String id;
    private final Seam seam;
    private final String sentence;
    private final String anomaly;
    private final Trigger trigger;
    private final @Nullable Durability durability;
    private final String explanation;

    Defect(String id, Seam seam, String sentence, String anomaly, String explanation) {
        this(id, seam, sentence, anomaly, Trigger.NONE, null, explanation);
    }

    Defect(
            String id,
            Seam seam,
            String sentence,
            String anomaly,
            Trigger trigger,
            @Nullable Durability durability,
            String explanation) {
        this.id = id;
        this.seam = seam;
        this.sentence = sentence;
        this.anomaly = anomaly;
        this.trigger = trigger;
        this.durability = durability;
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

    /** What has to go wrong besides, for it to show. */
    public Trigger trigger() {
        return trigger;
    }

    /** The durability at which alone it is a mistake, or shows; null if it is one at any. */
    public @Nullable Durability durability() {
        return durability;
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
