package dev.skewer.checker.journal.search;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link JournalSearch} knows before it begins: the operations on some invocations, the order of their events, and
 * what the reports say of where each must stand.
 *
 * <p>A version of an invocation is named by a <em>point</em>, its epoch and length, and by its first index. Both only
 * grow: points lexicographically. What returned and reported a point or a first index must be placed while the
 * invocation is just there, so no order can move the invocation past a point or a first index while something that
 * reported it is left.
 *
 * <p>Linear in the parts and rows but for sorting the distinct points of each invocation.
 */
public final class SearchSpace {
    /** No point or first index was reported. */
    static final int OPEN = -1;

    final JournalHistory h;
    final int invocationCount;

    /** The operations, by number in order of invocation. */
    final int[] ops;

    final int count;
    /** Where the parts of each operation begin in {@link #parts}. */
    final int[] firstOfOp;

    final int[] parts;
    /** The invocation of each part, as the search numbers them. */
    final int[] model;
    /** The operation of each part. */
    final int[] opOf;
    /** How many parts of the same operation come before in the same invocation. */
    final int[] offset;
    /** A bit for each invocation of an operation; several invocations share a bit. */
    final long[] mask;
    /** The events in order: an operation is invoked, or ({@code count} more) completes. */
    final int[] events;

    /** The distinct points reported of each invocation, ascending. */
    final long[] point;

    final int[] firstPoint;
    /** The point that each part must meet, or {@link #OPEN}. */
    final int[] pointOf;
    /** The part that appends at a point, or NONE. */
    final int[] appendAt;

    /** The distinct first indexes reported of each invocation, ascending. */
    final int[] prefix;

    final int[] firstPrefix;
    /** The first index that each part must meet, or {@link #OPEN}. */
    final int[] prefixOf;
    /** How many parts must meet each point, and each first index. */
    final int[] meetPoint;

    final int[] meetPrefix;

    /** By part that may have appended unknown to anyone: the index at which its entry was read, or NONE. */
    final int[] seenIndex;
    /**
     * By part: the part that appends the entry which must be in the journal when this one takes effect, as far as reads say so and
     * reports do not. That is the newest entry that a read shows, and the entry that was read right below one that is appended. Or NONE.
     */
    final int[] needed;
    /** The index of that entry. */
    final int[] neededIndex;
    /** The part that appends each entry. */
    private final LongIntMap appendOf = new LongIntMap();
    /** The first epoch in which metadata came with its entry; NEVER if none did. */
    final int[] seenEpoch;
    /** The state that it sets was read. */
    final boolean[] stateSeen;
    /** Whether each part returned and does not say to which version it belongs. */
    final boolean[] loose;
    /** Whether each part found nothing. */
    final boolean[] empty;
    /** By invocation: whether something purges it, or may. */
    final boolean[] purgeable;
    /** By point: the rank at which the first of what must meet it completes. */
    final int[] deadline;
    /** By invocation: the ranks at which appends that may have gone anywhere were invoked, ascending. */
    final int[][] fillers;
    /** By invocation: the parts that took the state and say at which point, by point. */
    final int[][] stateReads;
    /** By invocation: whether there are trims of unknown outcome or unreported. */
    final boolean[] openTrims;
    /**
     * By operation: what it would leave behind, as a number, if nothing of it was ever seen; otherwise a number of its own.
     * Those of one number are alike.
     */
    final int[] likeness;
    /** Which entry was read at an index in an epoch, where some append may have gone anywhere. */
    private final LongIntMap cells = new LongIntMap();

    /** Where the entries of each invocation begin; one for each part that appends. */
    final int[] firstEntry;
    /** The number of each pair of an invocation and a state key. */
    private final LongIntMap stateSlots = new LongIntMap();

    private int stateCount;

    public SearchSpace(JournalHistory h, InvocationParts groups, int[] invocations) {
        this.h = h;
        invocationCount = invocations.length;
        int total = 0;
        for (int i : invocations) {
            total += groups.start[i + 1] - groups.start[i];
        }
        long[] keyed = new long[total];
        int n = 0;
        for (int m = 0; m < invocations.length; m++) {
            for (int j = groups.start[invocations[m]]; j < groups.start[invocations[m] + 1]; j++) {
                // Parts are in the order of operations, so sorting them groups each operation's parts in order.
                keyed[n++] = (long) groups.part[j] << 32 | m;
            }
        }
        Arrays.sort(keyed);
        parts = new int[total];
        model = new int[total];
        opOf = new int[total];
        offset = new int[total];
        int[] operations = new int[total];
        int[] starts = new int[total + 1];
        int found = 0;
        for (int j = 0; j < total; j++) {
            parts[j] = (int) (keyed[j] >>> 32);
            model[j] = (int) keyed[j];
            int op = h.partOp[parts[j]];
            if (found == 0 || operations[found - 1] != op) {
                operations[found] = op;
                starts[found++] = j;
            }
            opOf[j] = found - 1;
            for (int k = starts[found - 1]; k < j; k++) {
                offset[j] += model[k] == model[j] ? 1 : 0;
            }
        }
        starts[found] = total;
        ops = Arrays.copyOf(operations, found);
        count = found;
        firstOfOp = Arrays.copyOf(starts, found + 1);
        mask = new long[count];
        for (int j = 0; j < total; j++) {
            mask[opOf[j]] |= bit(model[j]);
        }
        events = events();

        purgeable = new boolean[invocationCount];
        for (int j = 0; j < total; j++) {
            purgeable[model[j]] |= kind(j) == Kind.PURGE;
        }
        pointOf = new int[total];
        prefixOf = new int[total];
        firstPoint = new int[invocationCount + 1];
        firstPrefix = new int[invocationCount + 1];
        point = distinct(firstPoint, pointOf, this::reportedPoint);
        prefix = narrowed(distinct(firstPrefix, prefixOf, this::reportedFirst));
        meetPoint = new int[point.length];
        meetPrefix = new int[prefix.length];
        appendAt = new int[point.length];
        Arrays.fill(appendAt, NONE);
        for (int j = 0; j < total; j++) {
            if (pointOf[j] != OPEN) {
                meetPoint[pointOf[j]]++;
                if (Kind.isAppend(kind(j)) && appendAt[pointOf[j]] == NONE) {
                    appendAt[pointOf[j]] = j;
                }
            }
            if (prefixOf[j] != OPEN) {
                meetPrefix[prefixOf[j]]++;
            }
        }

        seenIndex = new int[total];
        needed = new int[total];
        neededIndex = new int[total];
        seenEpoch = new int[total];
        stateSeen = new boolean[total];
        loose = new boolean[total];
        empty = new boolean[total];
        openTrims = new boolean[invocationCount];
        firstEntry = new int[invocationCount + 1];
        Arrays.fill(seenIndex, NONE);
        Arrays.fill(needed, NONE);
        Arrays.fill(seenEpoch, NEVER);
        survey();
        likeness = likeness();
        deadline = new int[point.length];
        Arrays.fill(deadline, NEVER);
        int[][] anywhere = new int[invocationCount][4];
        int[] found1 = new int[invocationCount];
        for (int j = 0; j < total; j++) {
            int op = ops[opOf[j]];
            if (pointOf[j] != OPEN) {
                deadline[pointOf[j]] = Math.min(deadline[pointOf[j]], h.completeRank[op]);
            } else if (Kind.isAppend(kind(j))) {
                int m = model[j];
                if (found1[m] == anywhere[m].length) {
                    anywhere[m] = Arrays.copyOf(anywhere[m], found1[m] * 2);
                }
                anywhere[m][found1[m]++] = h.invokeRank[op];
            }
        }
        for (int m = 0; m < invocationCount; m++) {
            anywhere[m] = Arrays.copyOf(anywhere[m], found1[m]);
        }
        fillers = anywhere;
        stateReads = stateReads();
    }

    private int[][] stateReads() {
        int[][] reads = new int[invocationCount][];
        int[] counted = new int[invocationCount];
        Arrays.fill(reads, new int[0]);
        for (int j = 0; j < parts.length; j++) {
            if (Kind.isRead(kind(j)) && value(j) != NONE && pointOf[j] != OPEN && epoch(j) != ABSENT) {
                int m = model[j];
                if (counted[m] == reads[m].length) {
                    reads[m] = Arrays.copyOf(reads[m], counted[m] * 2 + 4);
                }
                reads[m][counted[m]++] = j;
            }
        }
        for (int m = 0; m < invocationCount; m++) {
            reads[m] = Arrays.stream(reads[m], 0, counted[m])
                    .boxed()
                    .sorted(Comparator.comparingInt(j -> pointOf[j]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return reads;
    }

    private int[] likeness() {
        int[] alike = new int[count];
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        for (int o = 0; o < count; o++) {
            alike[o] = -1 - o;
            if (isOk(firstOfOp[o])) {
                continue;
            }
            List<Integer> shape = new ArrayList<>();
            boolean unseen = true;
            for (int j = firstOfOp[o]; j < firstOfOp[o + 1]; j++) {
                unseen &= isUnseen(j);
                shape.add(model[j]);
                shape.add((int) kind(j));
                shape.add(kind(j) == Kind.SET_STATE ? content(j) : Kind.isAppend(kind(j)) ? 0 : value(j));
            }
            if (unseen) {
                Integer known = numbers.putIfAbsent(shape, numbers.size());
                alike[o] = known == null ? numbers.size() - 1 : known;
            }
        }
        return alike;
    }

    /** Whether no answer shows what a part appends or sets. */
    boolean isUnseen(int j) {
        return !isOk(j) && seenIndex[j] == NONE && !stateSeen[j];
    }

    /** The bits of the invocations of an operation other than one; which may have the same bit. */
    long elsewhere(int o, int m) {
        long bits = 0;
        for (int j = firstOfOp[o]; j < firstOfOp[o + 1]; j++) {
            bits |= model[j] == m ? 0 : bit(model[j]);
        }
        return bits;
    }

    /** The bit of an invocation in a {@link #mask}. */
    public static long bit(int m) {
        return 1L << m;
    }

    private int[] events() {
        long[] keyed = new long[2 * count];
        int n = 0;
        for (int o = 0; o < count; o++) {
            keyed[n++] = (long) h.invokeRank[ops[o]] << 32 | o;
            if (h.completeRank[ops[o]] != NEVER) {
                keyed[n++] = (long) h.completeRank[ops[o]] << 32 | (count + o);
            }
        }
        Arrays.sort(keyed, 0, n);
        int[] sorted = new int[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = (int) keyed[i];
        }
        return sorted;
    }

    /** What a part reported, to be gathered by invocation. */
    private interface Reported {
        /** A number that is not negative, or {@link #OPEN}. */
        long of(int j);
    }

    /** Collects the distinct numbers reported of each invocation, ascending, and the place of each part's among them. */
    private long[] distinct(int[] start, int[] placeOf, Reported reported) {
        int[] size = new int[invocationCount + 1];
        for (int j = 0; j < parts.length; j++) {
            placeOf[j] = OPEN;
            if (reported.of(j) >= 0) {
                size[model[j] + 1]++;
            }
        }
        for (int m = 0; m < invocationCount; m++) {
            size[m + 1] += size[m];
        }
        long[] all = new long[size[invocationCount]];
        int[] next = size.clone();
        for (int j = 0; j < parts.length; j++) {
            long number = reported.of(j);
            if (number >= 0) {
                all[next[model[j]]++] = number;
            }
        }
        int kept = 0;
        for (int m = 0; m < invocationCount; m++) {
            Arrays.sort(all, size[m], size[m + 1]);
            start[m] = kept;
            for (int i = size[m]; i < size[m + 1]; i++) {
                if (kept == start[m] || all[kept - 1] != all[i]) {
                    all[kept++] = all[i];
                }
            }
        }
        start[invocationCount] = kept;
        long[] distinct = Arrays.copyOf(all, kept);
        for (int j = 0; j < parts.length; j++) {
            long number = reported.of(j);
            if (number >= 0) {
                placeOf[j] = Arrays.binarySearch(distinct, start[model[j]], start[model[j] + 1], number);
            }
        }
        return distinct;
    }

    private static int[] narrowed(long[] numbers) {
        int[] narrow = new int[numbers.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (int) numbers[i];
        }
        return narrow;
    }

    /** A point as a number. */
    public static long point(int epoch, int length) {
        return (long) epoch << 32 | length;
    }

    byte kind(int j) {
        return h.kind[parts[j]];
    }

    boolean isOk(int j) {
        return h.isOk(parts[j]);
    }

    int epoch(int j) {
        return h.epoch[parts[j]];
    }

    int first(int j) {
        return h.first[parts[j]];
    }

    int length(int j) {
        return h.length[parts[j]];
    }

    int value(int j) {
        return h.value[parts[j]];
    }

    int content(int j) {
        return h.content[parts[j]];
    }

    int rows(int j) {
        int content = content(j);
        return content == NONE ? 0 : h.contentCount(content);
    }

    /** The point at which a part found the invocation (an append, a read) or left it (a trim). */
    private long reportedPoint(int j) {
        if (!isOk(j)) {
            return OPEN;
        }
        if (epoch(j) == ABSENT) {
            // What found nothing and can never find it purged, found it before it began.
            return purgeable[model[j]] ? OPEN : 0;
        }
        if (epoch(j) < 0) {
            return OPEN;
        }
        if (kind(j) == Kind.READ_JOURNAL) {
            int rows = rows(j);
            return rows == 0 ? OPEN : point(epoch(j), h.contentIndex(content(j), rows - 1) + 1);
        }
        return length(j) < 0 ? OPEN : point(epoch(j), length(j));
    }

    private long reportedFirst(int j) {
        if (!isOk(j)) {
            return OPEN;
        }
        return switch (kind(j)) {
            case Kind.APPEND, Kind.SET_STATE, Kind.PURGE -> OPEN;
            // One that left more than it was asked for was stopped by the first index.
            case Kind.TRIM -> value(j) < length(j) ? length(j) : OPEN;
            case Kind.READ_JOURNAL -> rows(j) == 0 ? OPEN : h.contentIndex(content(j), 0);
            case Kind.READ_METADATA -> epoch(j) == ABSENT ? OPEN : first(j);
            default -> epoch(j) == ABSENT ? OPEN : first(j) >= 0 ? first(j) : firstRow(j);
        };
    }

    /** The first index that the journal of a paired read begins with, where none is reported beside it. */
    private int firstRow(int j) {
        return rows(j) == 0 ? length(j) : h.contentIndex(content(j), 0);
    }

    /** Gathers what reads say of appends that do not say themselves where they went, and what is left open. */
    private void survey() {
        boolean[] anywhere = new boolean[invocationCount];
        for (int j = 0; j < parts.length; j++) {
            int m = model[j];
            byte kind = kind(j);
            if (Kind.isAppend(kind)) {
                firstEntry[m + 1]++;
                anywhere[m] |= pointOf[j] == OPEN;
                loose[j] = isOk(j) && pointOf[j] == OPEN;
            } else if (kind == Kind.TRIM) {
                openTrims[m] |= pointOf[j] == OPEN;
                anywhere[m] |= pointOf[j] == OPEN;
                loose[j] = isOk(j) && pointOf[j] == OPEN;
            } else if (kind == Kind.COMPACT) {
                // One that was stopped saw a length, whether it says so or not.
                boolean saw = value(j) > first(j) || epoch(j) >= 0 || length(j) >= 0;
                loose[j] = isOk(j) && (prefixOf[j] == OPEN || (saw && pointOf[j] == OPEN));
            } else if (Kind.isRead(kind)) {
                empty[j] = epoch(j) == ABSENT || (kind == Kind.READ_JOURNAL && rows(j) == 0);
                loose[j] = epoch(j) != ABSENT && (pointOf[j] == OPEN || prefixOf[j] == OPEN);
            }
            if (kind == Kind.SET_STATE) {
                stateSlot(m, content(j), true);
            }
        }
        for (int m = 0; m < invocationCount; m++) {
            firstEntry[m + 1] += firstEntry[m];
        }
        for (int j = 0; j < parts.length; j++) {
            if (Kind.isAppend(kind(j))) {
                appendOf.put(value(j), j);
            }
        }
        for (int j = 0; j < parts.length; j++) {
            if (Kind.isRead(kind(j)) && isOk(j) && rows(j) > 0) {
                needs(j, rows(j) - 1, j);
            }
            if (Kind.isRead(kind(j)) && anywhere[model[j]]) {
                noteRows(j);
            }
        }
    }

    /** The part that appends an entry; NONE if no invocation at hand has it. */
    int appendOf(int entry) {
        int part = appendOf.get(entry);
        return part == LongIntMap.MISSING ? NONE : part;
    }

    /** Takes note that a part needs the entry in a row of what some part read. */
    private void needs(int j, int row, int read) {
        needed[j] = appendOf(h.contentEntry(content(read), row));
        neededIndex[j] = h.contentIndex(content(read), row);
    }

    private void noteRows(int j) {
        int rows = rows(j);
        int epoch = epoch(j);
        for (int row = 0; row < rows; row++) {
            int index = h.contentIndex(content(j), row);
            int entry = h.contentEntry(content(j), row);
            long cell = epoch < 0 ? -1 : cell(model[j], epoch, index);
            if (cell >= 0) {
                cells.put(cell, entry);
            }
            int writer = appendOf(entry);
            if (writer != NONE && pointOf[writer] == OPEN && model[writer] == model[j]) {
                seenIndex[writer] = index;
                if (row > 0 && offset[writer] == 0) {
                    needs(writer, row - 1, j);
                }
                seenEpoch[writer] = epoch >= 0 ? Math.min(seenEpoch[writer], epoch) : seenEpoch[writer];
            }
        }
        int state = value(j);
        for (int i = 0; state != NONE && i < h.stateCount(state); i++) {
            int writer = appendOf(h.stateValue(state, i));
            if (writer != NONE && pointOf[writer] == OPEN) {
                stateSeen[writer] = true;
            }
        }
    }

    /** The key of a cell, or -1 for one of those far out that are not recorded. */
    private static long cell(int m, int epoch, int index) {
        return m < 1 << 22 && epoch < 1 << 20 && index < 1 << 21 ? (long) m << 41 | (long) epoch << 21 | index : -1;
    }

    /** The entry read at an index in an epoch, if that was recorded; or {@link LongIntMap#MISSING}. */
    int entryAt(int m, int epoch, int index) {
        long cell = cell(m, epoch, index);
        return cell < 0 ? LongIntMap.MISSING : cells.get(cell);
    }

    /** The number of a state key of an invocation; MISSING if nothing sets it. */
    int stateSlot(int m, int key) {
        return stateSlot(m, key, false);
    }

    private int stateSlot(int m, int key, boolean add) {
        long pair = (long) m << 32 | key;
        int slot = stateSlots.get(pair);
        if (slot == LongIntMap.MISSING && add) {
            stateSlots.put(pair, stateCount);
            return stateCount++;
        }
        return slot;
    }

    /** How many pairs of an invocation and a state key are set by something. */
    int stateSlots() {
        return stateCount;
    }

    /** Whether an operation has parts in several invocations, or several parts. */
    boolean isShared(int o) {
        return firstOfOp[o + 1] - firstOfOp[o] > 1;
    }

    long bytes() {
        long maps = cells.bytes() + stateSlots.bytes() + appendOf.bytes();
        return 64L * parts.length + 32L * count + 20L * point.length + maps;
    }
}
