package dev.skewer.harness.cli;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.invariant.workload.WorkloadOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen for the checks of Jepsen's workloads, and of transactions with timestamps, or with assumptions about registers. */
final class WorkloadCheckOptions {
    @Option(
            names = "--group-size",
            paramLabel = "N",
            description = "Of long-fork: how many keys each read transaction reads (default: any number).")
    private @Nullable String groupSize;

    @Option(
            names = "--total-amount",
            paramLabel = "N",
            description = "Of bank-totals: what all accounts hold together (default: what the first read shows).")
    private @Nullable String totalAmount;

    @Option(
            names = "--negative-balances",
            paramLabel = "no|yes",
            description = "Of bank-totals: whether a balance may be below zero (default: no).")
    private @Nullable String negativeBalances;

    @Option(
            names = "--linearizable",
            paramLabel = "no|yes",
            description = "Of set-full: whether an element must be in each read once it is known (default: no).")
    private @Nullable String linearizable;

    @Option(
            names = "--drained",
            paramLabel = "auto|yes",
            description = "Of total-queue and kafka: whether nothing was left in the end: yes, or as far as"
                    + " operations say so (default: auto).")
    private @Nullable String drained;

    @Option(
            names = "--timestamps",
            paramLabel = "no|yes",
            description = "Of list-append and rw-register: whether reads are held against the timestamps that the"
                    + " database gave its transactions, :ts [start commit] (default: no).")
    private @Nullable String timestamps;

    @Option(
            names = "--sequential-keys",
            paramLabel = "no|yes",
            description =
                    "Of rw-register: whether the versions of each register are assumed to follow the order of each"
                            + " process (default: no).")
    private @Nullable String sequentialKeys;

    @Option(
            names = "--linearizable-keys",
            paramLabel = "no|yes",
            description = "Of rw-register: whether the versions of each register are assumed to follow the real time of"
                    + " transactions (default: no).")
    private @Nullable String linearizableKeys;

    /** Chooses whether timestamps are looked at, unless that was said. */
    void timestampsUnlessSaid(@Nullable String known) {
        timestamps = timestamps == null ? known : timestamps;
    }

    /** What was chosen, as it was written; null for what was not. */
    Map<CheckOption, @Nullable String> chosen() {
        Map<CheckOption, @Nullable String> chosen = new LinkedHashMap<>();
        chosen.put(WorkloadOptions.GROUP_SIZE, groupSize);
        chosen.put(WorkloadOptions.TOTAL_AMOUNT, totalAmount);
        chosen.put(WorkloadOptions.NEGATIVE_BALANCES, negativeBalances);
        chosen.put(WorkloadOptions.LINEARIZABLE, linearizable);
        chosen.put(WorkloadOptions.DRAINED, drained);
        chosen.put(CheckOption.TIMESTAMPS, timestamps);
        chosen.put(CheckOption.SEQUENTIAL_KEYS, sequentialKeys);
        chosen.put(CheckOption.LINEARIZABLE_KEYS, linearizableKeys);
        return chosen;
    }
}
