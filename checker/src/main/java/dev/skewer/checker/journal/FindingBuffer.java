package dev.skewer.checker.journal;

import java.util.Arrays;

/**
 * Findings of one invocation, not yet believed: a search may still explain them away. Three ints and a reference each.
 *
 * <p>A finding is <em>definite</em> if it stands whatever became of operations with unknown outcome.
 */
final class FindingBuffer {
    private Finding[] findings = new Finding[16];
    private int[] rows = new int[48];
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
        if (size == findings.length) {
            findings = Arrays.copyOf(findings, size * 2);
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        findings[size] = finding;
        int at = 3 * size++;
        rows[at] = k;
        rows[at + 1] = witness;
        rows[at + 2] = definite ? 1 : 0;
    }

    Finding finding(int i) {
        return findings[i];
    }

    int part(int i) {
        return rows[3 * i];
    }

    int witness(int i) {
        return rows[3 * i + 1];
    }

    boolean isDefinite(int i) {
        return rows[3 * i + 2] != 0;
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
                findings[kept] = findings[i];
                System.arraycopy(rows, 3 * i, rows, 3 * kept++, 3);
            }
        }
        size = kept;
    }
}
