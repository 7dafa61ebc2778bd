package dev.skewer.targets.node.disk;

import java.util.List;

/**
 * What a loss of power left of a folder.
 *
 * @param pendingEntries how many changes of directory entries were not durable
 * @param undone those of them that are undone, the newest first, in words
 * @param unsyncedFiles how many files had contents that were not durable
 * @param bytesLost how many bytes were cut off from files
 * @param pagesLost how many pages have their older contents, whole
 * @param pagesTorn how many have some sectors of both
 * @param changed what became of each file that is not as it was, in words
 * @param limits what is not modelled, or did not fit, and so counted as durable
 */
public record PowerLoss(
        int pendingEntries,
        List<String> undone,
        int unsyncedFiles,
        long bytesLost,
        int pagesLost,
        int pagesTorn,
        List<String> changed,
        List<String> limits) {
    /** Copies the lists. */
    public PowerLoss {
        undone = List.copyOf(undone);
        changed = List.copyOf(changed);
        limits = List.copyOf(limits);
    }

    /** Whether anything was lost. */
    public boolean isLossy() {
        return !undone.isEmpty() || !changed.isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(
                "%d of %d changes of names undone%s; %d files not synced, %d bytes, %d pages lost and %d torn%s"
                        .formatted(
                                undone.size(),
                                pendingEntries,
                                undone.isEmpty() ? "" : " (" + String.join(", ", undone) + ")",
                                unsyncedFiles,
                                bytesLost,
                                pagesLost,
                                pagesTorn,
                                changed.isEmpty() ? "" : " (" + String.join(", ", changed) + ")"));
        limits.forEach(limit -> text.append("; not modelled: ").append(limit));
        return text.toString();
    }
}
