package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.transaction.history.SetVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a read of a set returned, as a history has it: <code>#{1 2}</code>. Of a large set the elements that came last, as those tell. */
final class SetText {
    /** So many elements are shown. */
    private static final int ELEMENTS = 8;

    private SetText() {}

    /** The set that a read returned; linear in what was seen of its object. */
    static String of(TransactionHistory h, int read, TransactionText text) {
        SetVersions set = h.sets.of(h.key(read));
        List<Integer> elements = new ArrayList<>();
        for (int element = 0; element < set.elements(); element++) {
            if (set.contains(h.value[read], element)) {
                elements.add(element);
            }
        }
        elements.sort(Comparator.comparingInt(set::placeOfElement).thenComparing(Comparator.naturalOrder()));
        List<String> shown = new ArrayList<>();
        elements.forEach(element -> shown.add(text.token(set.token(element))));
        addOwn(h, read, text, set, shown);
        int left = Math.max(0, shown.size() - ELEMENTS);
        String end = String.join(" ", shown.subList(left, shown.size()));
        return left == 0 ? "#{" + end + "}" : "#{… " + left + " more, and " + end + "}";
    }

    /** Adds what the transaction of the read had added before, and what it was to add. */
    private static void addOwn(
            TransactionHistory h, int read, TransactionText text, SetVersions set, List<String> shown) {
        int t = h.transaction[read];
        for (int m = h.firstMicroOp[t]; m < read; m++) {
            boolean isOwn = !h.reads(m) && h.key(m) == h.key(read) && !h.sets.isMissing(read, h.value[m]);
            String own = isOwn ? text.token(h.value[m]) : "";
            if (isOwn && !shown.contains(own)) {
                shown.add(own);
            }
        }
        for (int i = 0; i < set.earlyReads(); i++) {
            if (set.earlyRead(i) == read) {
                shown.add(text.token(h.value[set.laterAdd(i)]));
            }
        }
    }
}
