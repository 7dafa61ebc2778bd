package dev.skewer.workloads.transaction;

import static dev.skewer.workloads.generator.Generators.each;

import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadOption;
import dev.skewer.workloads.generator.Context;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.transaction.JournalTransactionWorkload.Plan;
import dev.skewer.workloads.transaction.MicroOperation.Append;
import dev.skewer.workloads.transaction.MicroOperation.ReadList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Metadata and journals of several invocations, read and written in one transaction. Both are lists, so that a history is one of
 * list-append and everything that it shows is known: invocation i has its metadata at key 2i, a list of the lengths that its journal has
 * had, and its journal at key 2i + 1. Every write appends to both, so a transaction that sees the one and not the other has read skew.
 */
final class JournalTransactionWorkload implements Workload<Plan> {
    private static final int MOST_INVOCATIONS = 16;
    private static final WorkloadOption MAX_INVOCATIONS = WorkloadOption.wholeNumber(
            "max-invocations", "The most invocations of a transaction.", 3, 1, MOST_INVOCATIONS);

    /** What a transaction does with an invocation. */
    enum Kind {
        /** Reads the metadata and then the journal, as whoever replays it. */
        READ,
        /** Appends to the journal and to the metadata. */
        APPEND,
        /** Reads the metadata, and appends to the journal and to the metadata, as whoever processes it. */
        READ_AND_APPEND
    }

    /**
     * What a transaction does, in this order.
     *
     * @param shares each of another invocation
     */
    record Plan(List<Share> shares) {
        Plan {
            shares = List.copyOf(shares);
        }
    }

    /**
     * What it does with one invocation.
     *
     * @param slot where the invocation lives
     * @param back how many invocations before the newest, for a read
     */
    record Share(Kind kind, int slot, long back) {}

    @Override
    public String name() {
        return "journal-txn";
    }

    @Override
    public String sentence() {
        return "Metadata and journals of several invocations, read and written in one transaction.";
    }

    @Override
    public String explanation() {
        return """
                Every invocation has metadata and a journal, each a list under a key of its own (2i and 2i + 1), which databases keep in two \
                tables. A transaction takes one or more invocations: it reads metadata and journal, or appends to both, or reads the \
                metadata and appends to both. So whoever sees an append in the one and not in the other has read skew, the anomaly of \
                restatedev/restate 3192, and two that read the same metadata and append have lost an update. A history is one of list-append, in \
                which everything that a list shows is known; journals only grow here, and those that are trimmed and compacted are the workload \
                journal's.""";
    }

    @Override
    public String model() {
        return "list-append";
    }

    @Override
    public List<WorkloadOption> options() {
        return Stream.of(List.of(MAX_INVOCATIONS, KeyRotation.MAX_WRITES), KeyDistribution.OPTIONS)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Class<TransactionConnection> protocol() {
        return TransactionConnection.class;
    }

    @Override
    public Generator<Plan> generator(TestSpec spec) {
        KeyDistribution keys = KeyDistribution.of(spec.keys(), spec.workloadOptions());
        int most = MAX_INVOCATIONS.numberIn(spec.workloadOptions());
        return each(context -> planned(context, keys, most));
    }

    private static Plan planned(Context context, KeyDistribution keys, int most) {
        Dice dice = context.dice();
        int draws = dice.between(1, most);
        var bySlot = new LinkedHashMap<Integer, Share>();
        for (int i = 0; i < draws; i++) {
            int slot = keys.draw(dice);
            Kind kind = dice.chance(0.5) ? Kind.READ : dice.chance(0.5) ? Kind.APPEND : Kind.READ_AND_APPEND;
            bySlot.putIfAbsent(slot, new Share(kind, slot, 0));
        }
        return new Plan(List.copyOf(bySlot.values()));
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        Map<String, String> options = spec.workloadOptions();
        int most = MAX_INVOCATIONS.numberIn(options);
        return FinalReads.atMost(spec.keys(), spec.ops() * most / 2, KeyRotation.MAX_WRITES.numberIn(options), most);
    }

    @Override
    public Session<Plan> start(TestSpec spec, Target target, Names names) {
        Map<String, String> options = spec.workloadOptions();
        KeyRotation invocations = new KeyRotation(spec.keys(), KeyRotation.MAX_WRITES.numberIn(options));
        int most = MAX_INVOCATIONS.numberIn(options);
        return new TransactionSession<>(
                target, names, slot -> plan -> bound(plan, invocations), () -> finalReads(invocations, most));
    }

    private static List<Plan> finalReads(KeyRotation invocations, int most) {
        return FinalReads.of(invocations, most).stream()
                .map(reads -> new Plan(reads.operations().stream()
                        .map(read -> new Share(Kind.READ, read.slot(), read.back()))
                        .toList()))
                .toList();
    }

    private static List<MicroOperation> bound(Plan plan, KeyRotation invocations) {
        var operations = new ArrayList<MicroOperation>();
        for (Share share : plan.shares()) {
            if (share.kind() == Kind.READ) {
                long invocation = invocations.key(share.slot(), share.back());
                operations.add(ReadList.of(metadata(invocation)));
                operations.add(ReadList.of(journal(invocation)));
                continue;
            }
            KeyRotation.Written written = invocations.write(share.slot());
            if (share.kind() == Kind.READ_AND_APPEND) {
                operations.add(ReadList.of(metadata(written.key())));
            }
            operations.add(new Append(journal(written.key()), written.value()));
            operations.add(new Append(metadata(written.key()), written.value()));
        }
        return operations;
    }

    private static long metadata(long invocation) {
        return 2 * invocation;
    }

    private static long journal(long invocation) {
        return 2 * invocation + 1;
    }
}
