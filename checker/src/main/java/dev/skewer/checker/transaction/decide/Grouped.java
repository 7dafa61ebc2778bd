package dev.skewer.checker.transaction.decide;

import org.jspecify.annotations.Nullable;

/**
 * Ints in groups.
 *
 * @param first where each group begins; one more than there are groups
 * @param item the members
 */
@SuppressWarnings("ArrayRecordComponent") // columns, which are not copied
record Grouped(int[] first, int[] item) {
    /**
     * Groups items by one counting sort, in their order.
     *
     * @param group the group of each item
     * @param item what to keep of each; null for its number
     */
    static Grouped of(int[] group, int @Nullable [] item, int count, int groups) {
        int[] first = new int[groups + 2];
        for (int i = 0; i < count; i++) {
            first[group[i] + 2]++;
        }
        for (int g = 2; g < first.length; g++) {
            first[g] += first[g - 1];
        }
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[first[group[i] + 1]++] = item == null ? i : item[i];
        }
        return new Grouped(first, sorted);
    }
}
