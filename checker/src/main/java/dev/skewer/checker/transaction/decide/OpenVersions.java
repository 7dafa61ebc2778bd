package dev.skewer.checker.transaction.decide;

import java.util.Arrays;

/**
 * The versions of objects as far as they matter to an order of transactions: for each object who wrote it, each write making a version,
 * and who read which version. Whatever the type of the objects is, a reader has to come after the write of its version, with no other
 * write of the object between the two. Filled object by object, then read only; 8 bytes a write and 8 a read.
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

    /** The same without reads of predicates alone. */
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
