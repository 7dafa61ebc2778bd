package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.column.LongIntMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is open of the order of transactions, as choices of which literal 0 says:
 *
 * <ul>
 *   <li>of two writes of one object, that the one with the smaller number comes first, and literal 1 that the other does; with it come
 *       all that are known to have read its version (the generalized constraints of PolySI, VLDB 2023);
 *   <li>of an open read and a candidate, that this is what it saw;
 *   <li>of an open read, that it saw a candidate that was not looked at yet;
 *   <li>of an open read and a write, that the read comes before it.
 * </ul>
 *
 * <p>Clauses join them: one of the candidates was seen, and no other write comes between that and the read. Only what some order got
 * wrong is made, since most of the others never matters: an open read that sees its value in the order at hand, from whichever
 * candidate, needs none.
 */
final class OrderChoices implements Choices {
    private static final byte WW = (byte) EdgeType.WW.code();
    private static final byte WR = (byte) EdgeType.WR.code();
    private static final byte RW = (byte) EdgeType.RW.code();
    private static final byte RWP = (byte) EdgeType.RWP.code();
    private static final int NONE = -1;

    private final OpenVersions versions;
    private final Promise promise;
    private final Grouped readers;
    private final LongIntMap pairs = new LongIntMap();
    private final LongIntMap reads = new LongIntMap();
    /** By choice about what a read saw and write, whether the write was kept from coming between. */
    private final LongIntMap required = new LongIntMap();

    private final List<int[]> clauses = new ArrayList<>();

    private int count;
    private Contradiction.Kind[] kind = new Contradiction.Kind[64];
    /** By choice, the write with the smaller number, or an open read. */
    private int[] one = new int[64];
    /** By choice, the other write, or a candidate, {@link Candidates#INITIAL} included. */
    private int[] other = new int[64];

    private byte[] preferred = new byte[64];
    /** By choice that is about what a read saw, the one that was made before for that read. */
    private int[] earlierSource = new int[64];
    /** By open read, the latest choice that is about what it saw. */
    private final int[] latestSource;
    /** By open read, the latest choice whether it saw another candidate than those so far. */
    private final int[] otherSource;

    OrderChoices(OpenVersions versions, Promise promise) {
        this.versions = versions;
        this.promise = promise;
        readers = versions.readers();
        latestSource = new int[versions.openReads()];
        Arrays.fill(latestSource, NONE);
        otherSource = new int[versions.openReads()];
        Arrays.fill(otherSource, NONE);
    }

    /**
     * The literal that one write comes before another.
     *
     * @param first the write to be tried as the first, if that has not been chosen before
     */
    int writesBefore(int first, int second) {
        int low = Math.min(first, second);
        int high = Math.max(first, second);
        long key = (long) low << 32 | high;
        int choice = pairs.get(key);
        if (choice == LongIntMap.MISSING) {
            choice = add(Contradiction.Kind.WRITES, low, high, low == first ? 0 : 1);
            pairs.put(key, choice);
        }
        return 2 * choice + (low == first ? 0 : 1);
    }

    /** The literal that an open read comes before a write; it is tried if it is preferred. */
    int readsBefore(int read, int write, boolean isPreferred) {
        long key = (long) read << 32 | write;
        int choice = reads.get(key);
        if (choice == LongIntMap.MISSING) {
            choice = add(Contradiction.Kind.READ_AND_WRITE, read, write, isPreferred ? 0 : 1);
            reads.put(key, choice);
        }
        return 2 * choice;
    }

    /**
     * Adds the choices whether a read saw some candidates for which there are none, the likely one first, and requires that it saw one of
     * them or of those before, or another one.
     *
     * @param isLast whether there is no other one
     * @return the literal that it saw the first
     */
    int addSources(int read, int[] candidates, boolean isLast) {
        int[] clause = new int[candidates.length + 2];
        int size = 0;
        if (otherSource[read] != NONE) {
            clause[size++] = 2 * otherSource[read] + 1;
        }
        int literal = NONE;
        for (int candidate : candidates) {
            int choice = add(Contradiction.Kind.SOURCE, read, candidate, literal == NONE ? 0 : 1);
            literal = literal == NONE ? 2 * choice : literal;
            earlierSource[choice] = latestSource[read];
            latestSource[read] = choice;
            clause[size++] = 2 * choice;
        }
        if (!isLast) {
            otherSource[read] = add(Contradiction.Kind.OTHER_SOURCE, read, Candidates.INITIAL, 1);
            clause[size++] = 2 * otherSource[read];
        }
        clauses.add(Arrays.copyOf(clause, size));
        return literal;
    }

    /** The latest choice about what a read saw; negative if there is none. */
    int latestSource(int read) {
        return latestSource[read];
    }

    /** The one before that of the same read; negative if there is none. */
    int earlierSource(int choice) {
        return earlierSource[choice];
    }

    /** The candidate that a choice is about. */
    int candidate(int choice) {
        return other[choice];
    }

    /**
     * Requires that a write does not come between a candidate and the read, if that saw it.
     *
     * @param source the literal that it did
     * @param isWriteFirst whether the write is to be tried before the candidate, rather than after the read
     */
    void requireNotBetween(int source, int write, boolean isWriteFirst) {
        long key = (long) (source >> 1) << 32 | write;
        if (required.get(key) != LongIntMap.MISSING) {
            return;
        }
        required.put(key, 0);
        int read = one[source >> 1];
        int seen = other[source >> 1];
        int before = readsBefore(read, write, !isWriteFirst);
        if (seen == Candidates.INITIAL) {
            clauses.add(new int[] {source ^ 1, before});
        } else {
            int first = isWriteFirst ? writesBefore(write, seen) : writesBefore(seen, write) ^ 1;
            clauses.add(new int[] {source ^ 1, first, before});
        }
    }

    private int add(Contradiction.Kind what, int low, int high, int literal) {
        if (count == one.length) {
            int n = count + (count >> 1);
            kind = Arrays.copyOf(kind, n);
            one = Arrays.copyOf(one, n);
            other = Arrays.copyOf(other, n);
            preferred = Arrays.copyOf(preferred, n);
            earlierSource = Arrays.copyOf(earlierSource, n);
        }
        kind[count] = what;
        one[count] = low;
        other[count] = high;
        preferred[count] = (byte) literal;
        return count++;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int preferred(int choice) {
        return preferred[choice];
    }

    @Override
    public List<int[]> clauses() {
        return clauses;
    }

    @Override
    public boolean edges(int literal, EdgeSink sink) {
        int choice = literal >> 1;
        boolean isZero = (literal & 1) == 0;
        return switch (kind[choice]) {
            case WRITES ->
                isZero ? writeEdges(one[choice], other[choice], sink) : writeEdges(other[choice], one[choice], sink);
            case SOURCE ->
                !isZero
                        || other[choice] == Candidates.INITIAL
                        || sink.add(
                                promise.commit(versions.writer(other[choice])),
                                promise.begin(versions.openReader(one[choice])),
                                WR);
            case OTHER_SOURCE -> true;
            case READ_AND_WRITE ->
                !isZero
                        || sink.add(
                                promise.begin(versions.openReader(one[choice])),
                                promise.commit(versions.writer(other[choice])),
                                versions.isOpenMissing(one[choice]) ? RWP : RW);
        };
    }

    private boolean writeEdges(int first, int second, EdgeSink sink) {
        int writer = versions.writer(second);
        if (!sink.add(promise.commit(versions.writer(first)), promise.begin(writer), WW)) {
            return false;
        }
        for (int i = readers.first()[first]; i < readers.first()[first + 1]; i++) {
            int reader = readers.item()[i] >> 1;
            byte type = (readers.item()[i] & 1) == 0 ? RW : RWP;
            if (reader != writer && !sink.add(promise.begin(reader), promise.commit(writer), type)) {
                return false;
            }
        }
        return true;
    }

    /** A choice as it is told. */
    Contradiction.Choice told(int choice) {
        int high = other[choice];
        if (kind[choice] == Contradiction.Kind.WRITES) {
            return new Contradiction.Choice(
                    kind[choice], versions.object(high), versions.writer(one[choice]), versions.writer(high));
        }
        return new Contradiction.Choice(
                kind[choice],
                versions.objectOfValue(versions.valueRead(one[choice])),
                versions.openReader(one[choice]),
                high == Candidates.INITIAL ? Contradiction.INITIAL : versions.writer(high));
    }
}
