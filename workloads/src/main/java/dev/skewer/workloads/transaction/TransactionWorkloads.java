package dev.skewer.workloads.transaction;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The transactional workloads, for the registry. */
public final class TransactionWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(
                RandomTransactionWorkload.ofLists(),
                RandomTransactionWorkload.ofRegisters(),
                new JournalTransactionWorkload(),
                new WriteSkewWorkload(),
                new LongForkWorkload());
    }
}
