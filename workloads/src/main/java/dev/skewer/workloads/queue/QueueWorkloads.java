package dev.skewer.workloads.queue;

import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadProvider;
import java.util.List;

/** The queue workloads, for the registry. */
public final class QueueWorkloads implements WorkloadProvider {
    @Override
    public List<Workload<?>> workloads() {
        return List.of(QueueWorkload.UNORDERED, QueueWorkload.FIFO);
    }
}
