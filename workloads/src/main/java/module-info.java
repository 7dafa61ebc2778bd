/**
 * Generators, clients, faults and the runner: (test spec, seed) in, history out; and what targets, workloads and faults of
 * others have to implement.
 */
module dev.skewer.workloads {
    requires transitive dev.skewer.checker;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires HdrHistogram;
    requires java.management;

    exports dev.skewer.workloads;
    exports dev.skewer.workloads.bank;
    exports dev.skewer.workloads.counter;
    exports dev.skewer.workloads.fault;
    exports dev.skewer.workloads.generator;
    exports dev.skewer.workloads.journal;
    exports dev.skewer.workloads.queue;
    exports dev.skewer.workloads.register;
    exports dev.skewer.workloads.runner;
    exports dev.skewer.workloads.schedule;
    exports dev.skewer.workloads.set;
    exports dev.skewer.workloads.target;
    exports dev.skewer.workloads.transaction;

    uses dev.skewer.workloads.WorkloadProvider;
    uses dev.skewer.workloads.fault.FaultProvider;
    uses dev.skewer.workloads.target.TargetProvider;

    provides dev.skewer.workloads.WorkloadProvider with
            dev.skewer.workloads.journal.JournalWorkloads,
            dev.skewer.workloads.register.RegisterWorkloads,
            dev.skewer.workloads.bank.BankWorkloads,
            dev.skewer.workloads.set.SetWorkloads,
            dev.skewer.workloads.queue.QueueWorkloads,
            dev.skewer.workloads.counter.CounterWorkloads,
            dev.skewer.workloads.transaction.TransactionWorkloads;
    provides dev.skewer.workloads.fault.FaultProvider with
            dev.skewer.workloads.fault.BuiltInFaults;
}
