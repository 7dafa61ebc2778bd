package dev.skewer.checker.journal.versions;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Findings of one invocation, not yet believed: a search may still explain them away. Three ints and a reference each.
 *
 * <p>A finding is <em>definite</em> if it stands whatever became of operations with unknown outcome.
 */
public final class FindingBuffer {
    private Finding[] findings = new Finding[16];
    private int[] rows = new int[48];
    private int size;

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
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
    public void add(Finding finding, int k, int witness, boolean definite) {
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

    public Finding finding(int i) {
        return findings[i];
    }

    public int part(int i) {
        return rows[3 * i];
    }

    public int witness(int i) {
        return rows[3 * i + 1];
    }

    public boolean isDefinite(int i) {
        return rows[3 * i + 2] != 0;
    }

    public boolean anyDefinite() {
        for (int i = 0; i < size; i++) {
            if (isDefinite(i)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets all findings that are not definite. */
    public void keepDefinite() {
        keep(this::isDefinite);
    }

    /** Forgets all findings but some, by their number. */
    public void keep(IntPredicate isKept) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (isKept.test(i)) {
                findings[kept] = findings[i];
                System.arraycopy(rows, 3 * i, rows, 3 * kept++, 3);
            }
        }
        size = kept;
    }
}
