package com.example.registers;

import dev.skewer.checker.Verdict;
import dev.skewer.junit.ConsistencyTest;
import dev.skewer.junit.TargetUnderTest;
import dev.skewer.workloads.target.ConnectionTarget;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The store with its mistake. */
class CachedReadsTest {
    @TargetUnderTest
    Target store(TargetSettings settings) throws IOException {
        RegisterStore store = new RegisterStore(settings.directory(), true);
        return ConnectionTarget.of(() -> new StoreConnection(store)).closing(store);
    }

    /** That it would be found. */
    @ConsistencyTest(workload = "register", ops = 5_000, expect = "nonlinearizable")
    void areFoundOut(Verdict verdict) {
        Assertions.assertFalse(verdict.anomalies().isEmpty());
    }

    /** What it looks like: mvn test -Dtest=CachedReadsTest -Dshow.mistake=true fails, and tells the story. */
    @ConsistencyTest(workload = "register", ops = 5_000)
    @EnabledIfSystemProperty(named = "show.mistake", matches = "true")
    void areNotLinearizable() {}
}
