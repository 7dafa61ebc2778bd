package dev.skewer.results.summary;

import dev.skewer.checker.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param options how it was checked: option name to value, in the order of the documentation
 * @param environment what it was checked on, by name, such as {@code os}; empty where that was not kept
 * @param producer what checked it, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record CheckSummary(
        String file,
        Verdict verdict,
        CheckCost cost,
        String check,
        Optional<OperationMetrics> metrics,
        List<Excerpt> excerpts,
        Map<String, String> options,
        Map<String, String> environment,
        String producer)
        implements CheckedHistory {
    /** Copies the collections. */
    public CheckSummary {
        excerpts = List.copyOf(excerpts);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
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
