package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.column.LongIntMap;
import java.util.Arrays;

/**
 * Pairs of writes of one object, of which one comes first: with it come all that read its version (the generalized constraints of
 * PolySI, VLDB 2023). Only pairs that some order got wrong are made, since most of the others never matter.
 */
final class WritePairs implements Choices {
    private static final byte WW = (byte) EdgeType.WW.code();
    private static final byte RW = (byte) EdgeType.RW.code();
    private static final byte RWP = (byte) EdgeType.RWP.code();

    private final OpenVersions versions;
    private final Promise promise;
    private final Grouped readers;
    private final LongIntMap pairs = new LongIntMap();

    private int count;
    /** By pair, the write with the smaller number; literal 0 has it first. */
    private int[] one = new int[64];

    private int[] other = new int[64];
    private byte[] preferred = new byte[64];

    WritePairs(OpenVersions versions, Promise promise) {
        this.versions = versions;
        this.promise = promise;
        readers = versions.readers();
    }

    /**
     * Adds a pair unless it is there.
     *
     * @param first the write to be tried as the first
     * @return whether it is new
     */
    boolean add(int first, int second) {
        int low = Math.min(first, second);
        int high = Math.max(first, second);
        long key = (long) low << 32 | high;
        if (pairs.get(key) != LongIntMap.MISSING) {
            return false;
        }
        if (count == one.length) {
            int n = count + (count >> 1);
            one = Arrays.copyOf(one, n);
            other = Arrays.copyOf(other, n);
            preferred = Arrays.copyOf(preferred, n);
        }
        one[count] = low;
        other[count] = high;
        preferred[count] = (byte) (low == first ? 0 : 1);
        pairs.put(key, count++);
        return true;
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
    public boolean edges(int literal, EdgeSink sink) {
        int pair = literal >> 1;
        int first = (literal & 1) == 0 ? one[pair] : other[pair];
        int second = (literal & 1) == 0 ? other[pair] : one[pair];
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

    /** The pair as it is told. */
    Contradiction.Choice told(int choice) {
        return new Contradiction.Choice(
                versions.object(one[choice]), versions.writer(one[choice]), versions.writer(other[choice]));
    }
}
