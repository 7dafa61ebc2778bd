package dev.skewer.checker.transaction.weak;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.ListVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which write each read returned, micro-op by micro-op, a transaction's own among them: of a list, the append of the last element, or of
 * the last one below what its transaction appended itself, if the list ends with that. Linear; 4 bytes a micro-op.
 */
final class ObservedMicroOps {
    /** The read saw the object before any write. */
    static final int INITIAL = -1;
    /** It is not known which write the read returned: none that is there, or one of several. */
    static final int UNKNOWN = -2;

    /** By micro-op; of one that is no read of a transaction that is ok, {@link #UNKNOWN}. */
    final int[] write;
    /** The order of the elements of lists, as edges between appends. */
    final EdgeList versions = new EdgeList();

    private final ReadSources reads;
    private final TransactionHistory h;
    private final InitialValue initial;
    private boolean isComplete = true;

    ObservedMicroOps(ReadSources reads, InitialValue initial) {
        this.reads = reads;
        this.initial = initial;
        h = reads.h;
        write = new int[h.microOps];
        Arrays.fill(write, UNKNOWN);
        for (int t = 0; t < h.size; t++) {
            for (int m = h.firstMicroOp[t]; h.status[t] == OK && m < h.endMicroOp[t]; m++) {
                if (h.reads(m)) {
                    write[m] = h.type == DataType.LIST ? ofList(m) : ofRegister(m);
                    isComplete &= write[m] != UNKNOWN;
                }
            }
        }
        if (h.type == DataType.LIST) {
            joinVersions();
        }
    }

    /** Whether it is known of each read what it returned, and of lists who appended each element. */
    boolean isComplete() {
        return isComplete;
    }

    private int ofRegister(int read) {
        int writer = reads.writer(h.key(read), h.value[read]);
        if (h.value[read] == initial.token()) {
            return writer == -1 ? INITIAL : initial.yields() ? only(writer) : UNKNOWN;
        }
        return only(writer);
    }

    private int ofList(int read) {
        long seen = h.value[read];
        if (seen == TransactionHistory.UNKNOWN || ListVersions.isDivergent(seen)) {
            return UNKNOWN;
        }
        int key = h.key(read);
        return seen == 0 ? INITIAL : only(reads.writer(key, h.lists.version(key)[(int) seen - 1]));
    }

    private int only(int writer) {
        return writer < 0 || reads.isRepeated(writer) ? UNKNOWN : writer;
    }

    /** Joins the appends of each list in the order of their elements; what took effect and was never seen stands behind these. */
    private void joinVersions() {
        int keys = h.keys.size();
        int[] last = new int[keys];
        boolean[] namesAll = new boolean[keys];
        BitSet seen = new BitSet(h.microOps);
        for (int key = 0; key < keys; key++) {
            last[key] = -1;
            namesAll[key] = true;
            for (int position = 0; position < reads.committedLength(key); position++) {
                int append = only(reads.writer(key, h.lists.version(key)[position]));
                if (append < 0 || seen.get(append)) {
                    namesAll[key] = false;
                    continue;
                }
                seen.set(append);
                if (last[key] >= 0) {
                    versions.add(last[key], append, EdgeType.WW);
                }
                last[key] = append;
            }
            isComplete &= namesAll[key];
        }
        for (int m = 0; m < h.microOps; m++) {
            int key = h.key(m);
            boolean isUnseen = !h.reads(m) && reads.tookEffect[h.transaction[m]] != 0 && !seen.get(m);
            if (isUnseen && namesAll[key] && last[key] >= 0) {
                versions.add(last[key], m, EdgeType.WW);
            }
        }
    }
}
