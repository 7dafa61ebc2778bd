package dev.skewer.database;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One transaction after another of one client: begun by a {@link Session}, then read, write, and commit or abort. What it writes it keeps
 * to itself until it commits, except at read-uncommitted.
 */
public final class Transaction {
    /** How far a commit came. */
    public enum Commit {
        /** All of it is done. */
        DONE,
        /** Something that it rests on has changed: nothing was done, and the transaction can begin again or abort. */
        CONFLICT,
        /** A part of it is done, as a planted mistake has it: to be called again for the next part. */
        PARTLY
    }

    private static final Item[] NONE = new Item[0];

    private @Nullable Session session;
    private long[] snapshot = new long[0];

    private Item[] owned = NONE;
    private Item[] written = new Item[8];
    private long[] values = new long[8];
    private int writes;

    /** What was read and must be as it was. */
    private Item[] watched = new Item[8];
    /** How many values the item had when it was read. */
    private int[] lengths = new int[8];

    private int watches;

    /** How many of its writes are installed; -1 before the commit is granted. */
    private int installed = -1;

    /** The newest of its commits. */
    private long number;

    private long startTimestamp;
    private long commitTimestamp;

    void begin(Session by, boolean isNewest) {
        release();
        session = by;
        if (snapshot.length != by.database.streams) {
            snapshot = new long[by.database.streams];
        }
        writes = 0;
        watches = 0;
        installed = -1;
        number = 0;
        by.database.choose(snapshot, by, isNewest);
        // Snapshots of several streams are of no one moment.
        boolean isPrefix = snapshot.length == 1 && !by.database.has(Defect.TIMESTAMP_AHEAD);
        startTimestamp = isPrefix ? snapshot[0] : by.database.clock;
    }

    private Session session() {
        if (session == null) {
            throw new IllegalStateException("the transaction has not begun");
        }
        return session;
    }

    /**
     * Whether what it is going to write has to be {@linkplain #own owned}, before it does anything: so it is at read-uncommitted.
     */
    public boolean mustOwn() {
        return isInPlace(session().database);
    }

    /**
     * Owns what it is going to write, if nobody else owns any of it; to be asked again later otherwise. All at once, so that no two
     * transactions wait for each other.
     *
     * @param items the first {@code count} of them
     * @return whether it owns them now
     */
    public boolean own(Item[] items, int count) {
        for (int i = 0; i < count; i++) {
            if (items[i].owner != null && items[i].owner != this) {
                return false;
            }
        }
        for (int i = 0; i < count; i++) {
            items[i].owner = this;
        }
        owned = Arrays.copyOf(items, count);
        return true;
    }

    /** Writes a value: appends it, puts it in the place of the last, or adds it. */
    public void write(Item item, long value) {
        if (writes == values.length) {
            written = Arrays.copyOf(written, writes * 2);
            values = Arrays.copyOf(values, writes * 2);
        }
        written[writes] = item;
        values[writes++] = value;
        Database database = session().database;
        if (isInPlace(database)) {
            item.addInPlace(value);
        }
        if (database.has(Defect.SHARED_WRITE_BUFFER)) {
            item.pending = this;
        }
    }

    /**
     * Reads an item as one of several that a predicate asks for: an item without values does not exist, and is not found. All that one
     * predicate asks for is read in one step.
     *
     * @param into as for {@link #read}
     */
    public void readByPredicate(Item item, ValueBuffer into) {
        read(item, true, into);
    }

    /**
     * Reads an item.
     *
     * @param into takes the values behind those that are there: all elements of a list or set, the one value of a register; none if it was
     *     never written
     */
    public void read(Item item, ValueBuffer into) {
        read(item, false, into);
    }

    private void read(Item item, boolean isByPredicate, ValueBuffer into) {
        Database database = session().database;
        int before = into.size();
        int length = length(item);
        boolean isRegister = item.type == DataType.RW_REGISTER;
        // In place, what it wrote is among what stands there.
        boolean hasWritten = !isInPlace(database) && hasWritten(item) && !database.has(Defect.FORGOTTEN_WRITES);
        Transaction other = hasWritten ? this : dirty(item);
        if (other != null && isRegister) {
            into.add(other.lastValue(item));
        } else if (isRegister) {
            if (length > 0) {
                into.add(item.values[length - 1]);
            }
        } else {
            into.addAll(item.values, length);
            if (other != null) {
                other.addWritten(item, into);
            }
        }
        if (!hasWritten || !isRegister) {
            boolean isMissing = isByPredicate && into.size() == before;
            watch(item, length, hasWritten && item.type == DataType.LIST_APPEND, isMissing);
        }
        if (database.has(Defect.REORDERED_LIST) && into.size() - before > 1 && database.dice.chance(0.1)) {
            into.swapLast();
        }
    }

    /** The transaction whose writes a read shows though they are not committed: none, unless that mistake is planted. */
    private @Nullable Transaction dirty(Item item) {
        Transaction other = item.pending;
        return other != null && other != this && session().database.dice.chance(0.5) ? other : null;
    }

    private static boolean isInPlace(Database database) {
        return database.isolation.reads == Isolation.Reads.IN_PLACE;
    }

    /** How many values of an item it sees, besides its own. */
    private int length(Item item) {
        Database database = session().database;
        if (database.has(Defect.SNAPSHOT_PER_READ)) {
            return item.committed;
        }
        return switch (database.isolation.reads) {
            case IN_PLACE -> item.size;
            case LATEST -> item.committed;
            case SNAPSHOT -> item.visible(snapshot);
        };
    }

    /** Notes what must be as it was when it commits. */
    private void watch(Item item, int length, boolean isOwnVersion, boolean isMissing) {
        Database database = session().database;
        boolean isPromised = switch (database.isolation.validation) {
            case NONE, WRITES -> false;
            case OBJECTS -> !isMissing;
            case READS -> !isMissing || !database.has(Defect.UNCHECKED_PREDICATES);
        };
        if (isInPlace(database) || (!isOwnVersion && !isPromised)) {
            return;
        }
        if (watches == lengths.length) {
            watched = Arrays.copyOf(watched, watches * 2);
            lengths = Arrays.copyOf(lengths, watches * 2);
        }
        watched[watches] = item;
        // The complement stands for what only the promise of the level watches.
        lengths[watches++] = isOwnVersion ? length : ~length;
    }

    private boolean hasWritten(Item item) {
        for (int i = 0; i < writes; i++) {
            if (written[i] == item) {
                return true;
            }
        }
        return false;
    }

    private long lastValue(Item item) {
        int at = writes - 1;
        while (written[at] != item) {
            at--;
        }
        return values[at];
    }

    private void addWritten(Item item, ValueBuffer into) {
        for (int i = 0; i < writes; i++) {
            if (written[i] == item) {
                into.add(values[i]);
            }
        }
    }

    /** Commits, if the level allows it. After a conflict the transaction is still open, and has no effect unless it begins again. */
    public Commit commit() {
        Session by = session();
        if (installed < 0) {
            if (!mayCommit(by.database)) {
                return Commit.CONFLICT;
            }
            installed = 0;
        }
        Commit done = install(by);
        if (done == Commit.DONE) {
            by.committed(snapshot, number);
            release();
        }
        return done;
    }

    /**
     * The timestamp of its snapshot: how many commits it shows. To be asked after it committed, and at a {@linkplain
     * Isolation#hasTimestamps level that has timestamps}.
     */
    public long startTimestamp() {
        return startTimestamp;
    }

    /** The timestamp of its commit, if it wrote anything: the number of that commit. To be asked after it committed. */
    public long commitTimestamp() {
        return commitTimestamp;
    }

    private boolean mayCommit(Database database) {
        boolean skipsReads = database.has(Defect.UNCHECKED_READS);
        for (int i = 0; i < watches; i++) {
            boolean isPromise = lengths[i] < 0;
            int length = isPromise ? ~lengths[i] : lengths[i];
            // One that only read has its place at its snapshot, if that is one.
            boolean counts = writes > 0 || database.isolation.validation == Isolation.Validation.OBJECTS;
            boolean isChecked = !isPromise || (counts && !skipsReads && !database.has(Defect.UNCHECKED_WRITES));
            if (isChecked && watched[i].committed != length) {
                return false;
            }
        }
        boolean firstWins = database.isolation.validation == Isolation.Validation.WRITES || skipsReads;
        if (firstWins && !database.has(Defect.UNCHECKED_WRITES)) {
            for (int i = 0; i < writes; i++) {
                if (written[i].visible(snapshot) != written[i].committed) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Makes its writes visible: all at once, or the next part of them where a mistake is planted. */
    private Commit install(Session by) {
        Database database = by.database;
        if (writes == 0) {
            return Commit.DONE;
        }
        if (isInPlace(database)) {
            keep();
            return Commit.DONE;
        }
        boolean isByWrite = database.has(Defect.WRITE_BY_WRITE_COMMIT);
        boolean isByItem = database.has(Defect.OBJECT_BY_OBJECT_COMMIT);
        int to = isByWrite || isByItem ? installed + 1 : writes;
        while (!isByWrite && to < writes && written[to] == written[to - 1]) {
            to++;
        }
        installBetween(by, installed, to);
        if (database.has(Defect.DOUBLE_COMMIT) && database.dice.chance(0.1)) {
            installBetween(by, installed, to);
        }
        installed = to;
        return to == writes ? Commit.DONE : Commit.PARTLY;
    }

    private void installBetween(Session by, int from, int to) {
        Database database = by.database;
        number = database.next(by.stream);
        commitTimestamp = database.clock;
        boolean isCausal = database.isolation != Isolation.READ_ATOMIC && !database.has(Defect.LOST_DEPENDENCIES);
        for (int stream = 0; isCausal && stream < snapshot.length; stream++) {
            database.need(by.stream, number, stream, snapshot[stream]);
        }
        for (int i = from; i < to; i++) {
            Item item = written[i];
            if (item.committed > 0) {
                int last = item.committed - 1;
                database.need(by.stream, number, item.streamOf(last), item.numberOf(last));
            }
            item.addCommitted(values[i], by.stream, number);
        }
    }

    private void keep() {
        for (int i = 0; i < writes; i++) {
            written[i].keep();
        }
    }

    /** Ends it without effect. */
    public void abort() {
        Session by = session();
        if (isInPlace(by.database)) {
            for (int i = 0; i < writes; i++) {
                written[i].undo();
            }
        } else if (by.database.has(Defect.COMMIT_AFTER_ABORT) && writes > 0 && by.database.dice.chance(0.5)) {
            installBetween(by, 0, writes);
        }
        release();
    }

    /** Lets go of what it owns. */
    private void release() {
        for (Item item : owned) {
            item.owner = null;
        }
        owned = NONE;
        for (int i = 0; i < writes; i++) {
            if (written[i].pending == this) {
                written[i].pending = null;
            }
        }
        // A reference to an item keeps it in memory after its last use.
        Arrays.fill(written, 0, writes, null);
        Arrays.fill(watched, 0, watches, null);
        writes = 0;
        watches = 0;
    }
}
