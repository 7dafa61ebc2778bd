package dev.skewer.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a mistyped one was meant to be. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate with the least edit distance, if it is near enough to be meant: a third of the letters may differ, and
     * one always may.
     *
     * @param word what was typed
     * @param candidates what could have been meant
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        int limit = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
                .filter(candidate -> distance(word, candidate) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /**
     * The end of a complaint about a name: {@code ; did you mean 'x'?} or {@code ; there are a, b, c}.
     *
     * @param word what was typed
     * @param candidates what could have been meant
     */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(name -> "; did you mean '" + name + "'?")
                .orElseGet(() -> candidates.isEmpty() ? "" : "; there are " + String.join(", ", candidates));
    }

    /** The edit distance in which a swap of neighbours counts once (optimal string alignment); O(n·m). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean isSwap =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (isSwap) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
