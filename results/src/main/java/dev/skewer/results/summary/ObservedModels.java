package dev.skewer.results.summary;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Verdict;
import java.util.List;
import java.util.TreeSet;

/**
 * What a history of transactions shows of consistency models, beside what its target promises.
 *
 * @param promised the name of the model that the target promises at the level of the run; empty if it promises none
 * @param satisfied the strongest models that the history certainly satisfies
 * @param violated the weakest models that it violates
 * @param anomalies the names of all that was found, that is no fault under what was asked for too, the most telling first
 */
public record ObservedModels(String promised, List<String> satisfied, List<String> violated, List<String> anomalies) {
    /** Copies the lists. */
    public ObservedModels {
        satisfied = List.copyOf(satisfied);
        violated = List.copyOf(violated);
        anomalies = List.copyOf(anomalies);
    }

    /** What a verdict says of them. */
    public static ObservedModels of(String promised, Verdict verdict) {
        var names = new TreeSet<String>(AnomalyCatalog.order());
        names.addAll(verdict.anomalies().keySet());
        names.addAll(verdict.allowed().keySet());
        return new ObservedModels(promised, verdict.satisfied(), verdict.not(), List.copyOf(names));
    }
}
