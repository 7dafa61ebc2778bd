package dev.skewer.results.summary;

import dev.skewer.checker.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of the check of one file.
 *
 * @param file the file as the user named it
 * @param verdict what the checker says
 * @param cost what the verdict cost
 * @param check the command that checks it again
 * @param metrics counts and latencies of its operations; nothing if they were not asked for
 * @param excerpts the history around the examples of the verdict; nothing if they were not asked for
 * @param producer what checked it, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record CheckSummary(
        String file,
        Verdict verdict,
        CheckCost cost,
        String check,
        Optional<OperationMetrics> metrics,
        List<Excerpt> excerpts,
        String producer)
        implements CheckedHistory {
    /** Copies the list. */
    public CheckSummary {
        excerpts = List.copyOf(excerpts);
    }

    /** Of the file's name and the model. */
    @Override
    public String id() {
        return CellId.digest(verdict.model() + "\n" + file);
    }

    @Override
    public String title() {
        return file;
    }
}
