package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * Where each transaction's version of an object stands among all, where that is known: of lists, by their elements; of registers, each of
 * whose writers had read what it wrote over, by what these read. What took effect and was never seen stands behind a list; several of
 * these stand in one place, as their order is not known. Linear; 8 bytes a write.
 */
public final class VersionPlaces {
    private static final int OPEN = -1;

    private final ReadSources reads;
    private final TransactionHistory h;
    /** By last write, as {@link ReadSources#lastWrite} has them, its place from 1 up. */
    private final int[] place;

    /**
     * Finds them.
     *
     * @param reads of a history whose versions have a known order
     */
    public VersionPlaces(ReadSources reads) {
        this.reads = reads;
        h = reads.h;
        place = new int[reads.lastWrite.length];
        Arrays.fill(place, OPEN);
        if (h.type == DataType.LIST) {
            ofLists();
        } else {
            for (int t = 0; t < h.size; t++) {
                for (int i = reads.firstLastWrite[t]; i < reads.firstLastWrite[t + 1]; i++) {
                    ofRegister(i);
                }
            }
        }
    }

    /** Where a transaction's version of an object stands, from 1 up; 0 if it wrote none. */
    public int of(int transaction, int key) {
        int i = index(transaction, key);
        return i < 0 || reads.tookEffect[transaction] == 0 ? 0 : place[i];
    }

    private int index(int transaction, int key) {
        for (int i = reads.firstLastWrite[transaction]; i < reads.firstLastWrite[transaction + 1]; i++) {
            if (h.key(reads.lastWrite[i]) == key) {
                return i;
            }
        }
        return -1;
    }

    private void ofLists() {
        int[] behind = new int[h.keys.size()];
        for (int key = 0; key < behind.length; key++) {
            int next = 1;
            for (int position = 0; position < reads.committedLength(key); position++) {
                int append = reads.writer(key, h.lists.version(key)[position]);
                int i = append < 0 ? -1 : index(h.transaction[append], key);
                if (i >= 0 && place[i] == OPEN) {
                    place[i] = next++;
                }
            }
            behind[key] = next;
        }
        for (int i = 0; i < place.length; i++) {
            place[i] = place[i] == OPEN ? behind[h.key(reads.lastWrite[i])] : place[i];
        }
    }

    /** Goes down from a version to one whose place is known, and back up. */
    private void ofRegister(int write) {
        int depth = 0;
        int at = write;
        while (at >= 0 && place[at] == OPEN && depth <= place.length) {
            depth++;
            at = below(at);
        }
        int next = (at < 0 ? 0 : place[at]) + depth;
        for (at = write; at >= 0 && place[at] == OPEN; at = below(at)) {
            place[at] = next--;
        }
    }

    /** The version that a transaction read before it wrote one; -1 if it saw none, or did not look. */
    private int below(int write) {
        int m = reads.lastWrite[write];
        int t = h.transaction[m];
        int key = h.key(m);
        for (int first = h.firstMicroOp[t]; first < m; first++) {
            if (h.key(first) == key) {
                return h.reads(first) && reads.source[first] >= 0 ? index(reads.source[first], key) : -1;
            }
        }
        return -1;
    }
}
