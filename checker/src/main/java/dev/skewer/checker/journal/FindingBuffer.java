package dev.skewer.checker.journal;

import java.util.Arrays;

/**
 * Findings of one invocation, not yet believed: a search may still explain them away. Four ints each.
 *
 * <p>A finding is <em>definite</em> if it stands whatever became of operations with unknown outcome.
 */
final class FindingBuffer {
    private int[] rows = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * Notes a finding.
     *
     * @param finding what is wrong
     * @param k the local part that shows it
     * @param witness the local part that it contradicts, or NONE
     * @param definite whether it stands in every explanation
     */
    void add(Finding finding, int k, int witness, boolean definite) {
        if (4 * size + 4 > rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        int at = 4 * size++;
        rows[at] = finding.code();
        rows[at + 1] = k;
        rows[at + 2] = witness;
        rows[at + 3] = definite ? 1 : 0;
    }

    Finding finding(int i) {
        return Finding.of(rows[4 * i]);
    }

    int part(int i) {
        return rows[4 * i + 1];
    }

    int witness(int i) {
        return rows[4 * i + 2];
    }

    boolean isDefinite(int i) {
        return rows[4 * i + 3] != 0;
    }

    boolean anyDefinite() {
        for (int i = 0; i < size; i++) {
            if (isDefinite(i)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets all findings that are not definite. */
    void keepDefinite() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (isDefinite(i)) {
                System.arraycopy(rows, 4 * i, rows, 4 * kept++, 4);
            }
        }
        size = kept;
    }
}
