package dev.skewer.checker.transaction.decide;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The versions of objects as far as they matter to an order of transactions: for each object who wrote it, each write making a version,
 * and who read which version. Of open reads the version is not known; several writes are candidates, that left the same value behind. Whatever the type of the objects is, a reader has to come after the write of its version, with no other
 * write of the object between the two. Filled object by object, then read only; 12 bytes a write and 8 a read.
 */
public final class OpenVersions {
    private int objects;

    private int writes;
    private int[] writer = new int[64];
    private int[] object = new int[64];

    private int reads;
    private int[] reader = new int[64];
    /** The same with one bit more, which says whether the read is of a predicate alone. */
    private int[] readerAndKind = new int[64];

    private int[] seen = new int[64];

    private int openReads;
    private int[] openReader = new int[16];
    private boolean[] openIsMissing = new boolean[16];
    private int[] valueRead = new int[16];

    /** By open read, its candidates if these are fewer than those of its value; may be shorter. */
    private int[] @Nullable [] candidatesOfRead = new int[0][];

    private int values;
    /** By repeated value. */
    private boolean[] mayBeInitial = new boolean[16];
    /** By repeated value, where its candidates begin. */
    private int[] firstCandidate = new int[16];

    private int candidates;
    private int[] candidate = new int[16];

    /** No objects. */
    public OpenVersions() {}

    /** Begins the next object; returns its number, from zero up. */
    public int addObject() {
        return objects++;
    }

    /** Adds a write of the latest object by a transaction that took effect, one for each such transaction; returns its number. */
    public int addWrite(int transaction) {
        if (writes == writer.length) {
            int n = writes + (writes >> 1);
            writer = Arrays.copyOf(writer, n);
            object = Arrays.copyOf(object, n);
        }
        writer[writes] = transaction;
        object[writes] = objects - 1;
        return writes++;
    }

    /**
     * Adds a read of the version that a write made.
     *
     * @param transaction one that took effect, not the writer
     * @param write its number
     * @param isMissing whether it is a predicate read that did not find the object
     */
    public void addRead(int transaction, int write, boolean isMissing) {
        if (reads == reader.length) {
            int n = reads + (reads >> 1);
            reader = Arrays.copyOf(reader, n);
            readerAndKind = Arrays.copyOf(readerAndKind, n);
            seen = Arrays.copyOf(seen, n);
        }
        reader[reads] = transaction;
        readerAndKind[reads] = transaction << 1 | (isMissing ? 1 : 0);
        seen[reads++] = write;
    }

    /**
     * Adds a read of the latest object that saw a repeated value.
     *
     * @param transaction one that took effect; its own write is no candidate
     * @param value the number of the value
     * @param isMissing whether it is a predicate read that did not find the object
     */
    public void addOpenRead(int transaction, int value, boolean isMissing) {
        if (openReads == openReader.length) {
            int n = openReads + (openReads >> 1);
            openReader = Arrays.copyOf(openReader, n);
            openIsMissing = Arrays.copyOf(openIsMissing, n);
            valueRead = Arrays.copyOf(valueRead, n);
        }
        openReader[openReads] = transaction;
        openIsMissing[openReads] = isMissing;
        valueRead[openReads++] = value;
    }

    /** Adds a repeated value; the first one is number zero. */
    public void addRepeatedValue(boolean isInitial) {
        if (values + 1 == firstCandidate.length) {
            int n = values + (values >> 1) + 1;
            mayBeInitial = Arrays.copyOf(mayBeInitial, n);
            firstCandidate = Arrays.copyOf(firstCandidate, n);
        }
        mayBeInitial[values++] = isInitial;
        firstCandidate[values] = candidates;
    }

    /** Adds a write that left the latest repeated value behind. */
    public void addCandidate(int write) {
        if (candidates == candidate.length) {
            candidate = Arrays.copyOf(candidate, candidates + (candidates >> 1));
        }
        candidate[candidates++] = write;
        firstCandidate[values] = candidates;
    }

    /** How many open reads there are. */
    public int openReads() {
        return openReads;
    }

    /** The transaction of an open read. */
    int openReader(int read) {
        return openReader[read];
    }

    /** Whether an open read is of a predicate alone. */
    boolean isOpenMissing(int read) {
        return openIsMissing[read];
    }

    /** The repeated value that an open read saw. */
    int valueRead(int read) {
        return valueRead[read];
    }

    /** The object of a repeated value. */
    int objectOfValue(int value) {
        return object[candidate[firstCandidate[value]]];
    }

    /** Whether a repeated value is what its object held before any write. */
    boolean mayBeInitial(int value) {
        return mayBeInitial[value];
    }

    /** The writes that an open read may have seen, {@link Candidates#INITIAL} among them. */
    int[] candidatesOfRead(int read) {
        int[] some = read < candidatesOfRead.length ? candidatesOfRead[read] : null;
        if (some != null) {
            return some;
        }
        int value = valueRead[read];
        int[] all = candidates(value);
        if (mayBeInitial[value]) {
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = Candidates.INITIAL;
        }
        return all;
    }

    /** Whether the candidates of an open read are all those of its value. */
    boolean hasAllCandidates(int read) {
        return read >= candidatesOfRead.length || candidatesOfRead[read] == null;
    }

    /** The writes that left a repeated value behind. */
    int[] candidates(int value) {
        return Arrays.copyOfRange(candidate, firstCandidate[value], firstCandidate[value + 1]);
    }

    /** By write, the number of its repeated value; -1 if it has none. */
    int[] repeatedValues() {
        int[] valueOf = new int[writes];
        Arrays.fill(valueOf, -1);
        for (int value = 0; value < values; value++) {
            for (int i = firstCandidate[value]; i < firstCandidate[value + 1]; i++) {
                valueOf[candidate[i]] = value;
            }
        }
        return valueOf;
    }

    /**
     * The same versions, with more known of some open reads.
     *
     * @param source by open read, the write that it saw; negative if it stays open
     * @param likely by open read, its candidates, {@link Candidates#INITIAL} included; null if all of its value are
     */
    OpenVersions withSources(int[] source, int[] @Nullable [] likely) {
        OpenVersions more = new OpenVersions();
        more.objects = objects;
        more.writes = writes;
        more.writer = writer;
        more.object = object;
        more.reads = reads;
        more.reader = reader.clone();
        more.readerAndKind = readerAndKind.clone();
        more.seen = seen.clone();
        more.values = values;
        more.mayBeInitial = mayBeInitial;
        more.firstCandidate = firstCandidate;
        more.candidates = candidates;
        more.candidate = candidate;
        for (int read = 0; read < openReads; read++) {
            if (source[read] >= 0) {
                more.addRead(openReader[read], source[read], openIsMissing[read]);
            } else {
                more.candidatesOfRead = Arrays.copyOf(more.candidatesOfRead, more.openReads + 1);
                more.candidatesOfRead[more.openReads] = likely[read];
                more.addOpenRead(openReader[read], valueRead[read], openIsMissing[read]);
            }
        }
        return more;
    }

    /** The writes of each object. */
    Grouped writesByObject() {
        return Grouped.of(object, null, writes, objects);
    }

    /** The open reads of each transaction. */
    Grouped openReadsByTransaction(int transactions) {
        return Grouped.of(openReader, null, openReads, transactions);
    }

    /** How many objects there are. */
    public int objects() {
        return objects;
    }

    /** How many writes there are. */
    public int writes() {
        return writes;
    }

    /** The transaction of a write. */
    public int writer(int write) {
        return writer[write];
    }

    /** The object of a write. */
    public int object(int write) {
        return object[write];
    }

    /** The readers of each write's version, twice their number, and one more where the read is of a predicate alone. */
    Grouped readers() {
        return Grouped.of(seen, readerAndKind, reads, writes);
    }

    /** The same without reads of predicates alone, where no read is open. */
    public OpenVersions ofItems() {
        OpenVersions same = new OpenVersions();
        same.objects = objects;
        same.writes = writes;
        same.writer = writer;
        same.object = object;
        for (int i = 0; i < reads; i++) {
            if ((readerAndKind[i] & 1) == 0) {
                same.addRead(reader[i], seen[i], false);
            }
        }
        return same;
    }

    /** The writes of each transaction. */
    Grouped writesByTransaction(int transactions) {
        return Grouped.of(writer, null, writes, transactions);
    }

    /** The writes whose versions each transaction read. */
    Grouped readsByTransaction(int transactions) {
        return Grouped.of(reader, seen, reads, transactions);
    }
}
