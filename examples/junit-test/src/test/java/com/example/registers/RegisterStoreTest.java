package com.example.registers;

import dev.skewer.junit.ConsistencyTest;
import dev.skewer.junit.TargetUnderTest;
import dev.skewer.workloads.target.ConnectionTarget;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;

class RegisterStoreTest {
    @TargetUnderTest
    Target store(TargetSettings settings) throws IOException {
        RegisterStore store = new RegisterStore(settings.directory(), false);
        return ConnectionTarget.of(() -> new StoreConnection(store)).closing(store);
    }

    @ConsistencyTest(workload = "register", ops = 5_000, seeds = {1, 2})
    void isLinearizable() {}
}
