package dev.skewer.harness.run;

import dev.skewer.checker.AnomalyCatalog;
import java.util.Map;
import java.util.stream.Collectors;

/** The checker's anomalies, as the reports need them. */
public final class Anomalies {
    private Anomalies() {}

    /** Anomaly name to the sentence that says what it is. */
    public static Map<String, String> sentences() {
        return AnomalyCatalog.all().stream()
                .collect(Collectors.toMap(AnomalyCatalog.Entry::name, AnomalyCatalog.Entry::sentence));
    }
}
