package dev.skewer.harness.console;

import dev.skewer.checker.Certification;
import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** What became of checking verdicts again, as lines of text. Everything that comes from a history is made printable here. */
public final class Certifications {
    /** How many keys a line names. */
    private static final int MAX_KEYS = 5;

    private Certifications() {}

    /** A line for all parts about which the same can be said. */
    public static List<String> lines(Certification certification, Paint paint) {
        return certification.groups().stream()
                .map(group -> line(group, certification, paint))
                .toList();
    }

    private static String line(Certification.Group group, Certification whole, Paint paint) {
        boolean isCertified = group.certificate().isCertified();
        String word = isCertified ? "certified" : "not certified";
        int count = group.names().size();
        int all = whole.size();
        String which = all == 1
                ? ""
                : " " + Figures.count(count) + " of " + Figures.count(all) + " " + whole.unit() + "s"
                        + (isCertified ? "" : " (" + names(group.names()) + ")");
        return paint.bold(word) + which + ": " + group.certificate().how();
    }

    private static String names(List<String> keys) {
        String some = keys.stream().limit(MAX_KEYS).map(Printable::line).collect(Collectors.joining(", "));
        return keys.size() > MAX_KEYS ? some + ", …" : some;
    }
}
