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
import dev.skewer.workloads.transaction.MicroOperation.PredicateRead;
import dev.skewer.workloads.transaction.PlannedTransaction.Planned;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Transactions of random reads and writes of lists, or of registers, as Elle's generators make them. */
final class RandomTransactionWorkload implements Workload<PlannedTransaction> {
    private static final int LONGEST = 64;
    private static final WorkloadOption MIN_LENGTH =
            WorkloadOption.wholeNumber("min-length", "The fewest micro-operations of a transaction.", 1, 1, LONGEST);
    private static final WorkloadOption MAX_LENGTH =
            WorkloadOption.wholeNumber("max-length", "The most micro-operations of a transaction.", 4, 1, LONGEST);
    private static final WorkloadOption READ_ONLY = WorkloadOption.wholeNumber(
            "read-only", "Percent of the transactions that only read, besides those that happen to.", 0, 0, 100);

    private static final WorkloadOption PREDICATE_READS = WorkloadOption.wholeNumber(
            "predicate-reads",
            "Percent of the reads that ask for several keys at once, and return those that exist.",
            0,
            0,
            100);
    /** The most slots that a predicate read asks at. */
    private static final int MOST_ASKED = 3;

    private final ObjectType type;
    private final String name;
    private final String sentence;
    private final String explanation;

    private RandomTransactionWorkload(ObjectType type, String name, String sentence, String explanation) {
        this.type = type;
        this.name = name;
        this.sentence = sentence;
        this.explanation = explanation;
    }

    /** Of lists. */
    static RandomTransactionWorkload ofLists() {
        return new RandomTransactionWorkload(
                ObjectType.LIST,
                "list-append",
                "Transactions that read lists and append unique elements to them.",
                """
                Every transaction reads whole lists and appends to them, as Elle's list-append: [:append 3 1] [:r 4 nil]. A list \
                tells in which order its elements were appended, so the order of the writes of each key can be recovered from the reads \
                alone, and with it who depends on whom; a cycle of these dependencies says what the isolation level let happen. \
                A transaction that the target aborts is a fail, and is not tried again: others must not see it.""");
    }

    /** Of registers. */
    static RandomTransactionWorkload ofRegisters() {
        return new RandomTransactionWorkload(
                ObjectType.REGISTER,
                "rw-register",
                "Transactions that read registers and write unique values to them.",
                """
                Every transaction reads and writes registers, as Elle's rw-register: [:w 3 1] [:r 4 nil]. A register tells what was \
                written last and no more, as most of what applications keep. So the order of the writes of a key is known only in part, and a \
                weaker level may go unnoticed where list-append would show it; what is found is as true. With predicate-reads, some \
                reads ask for several keys at once, among them such as do not exist yet, and return those that do: [:rp [3 7] nil]. \
                So phantoms can be seen. \
                A transaction that the target aborts is a fail, and is not tried again: others must not see it.""");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    /** The model has the workload's name. */
    @Override
    public String model() {
        return name;
    }

    @Override
    public List<WorkloadOption> options() {
        return Stream.of(
                        List.of(MIN_LENGTH, MAX_LENGTH, KeyRotation.MAX_WRITES, READ_ONLY),
                        type == ObjectType.REGISTER ? List.of(PREDICATE_READS) : List.<WorkloadOption>of(),
                        KeyDistribution.OPTIONS)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<String> contradiction(Map<String, String> options) {
        int least = MIN_LENGTH.numberIn(options);
        int most = MAX_LENGTH.numberIn(options);
        return least <= most
                ? Optional.empty()
                : Optional.of("min-length is at most max-length, and they are " + least + " and " + most);
    }

    @Override
    public Class<TransactionConnection> protocol() {
        return TransactionConnection.class;
    }

    @Override
    public Generator<PlannedTransaction> generator(TestSpec spec) {
        KeyDistribution keys = KeyDistribution.of(spec.keys(), spec.workloadOptions());
        int least = MIN_LENGTH.numberIn(spec.workloadOptions());
        int most = MAX_LENGTH.numberIn(spec.workloadOptions());
        double readOnly = READ_ONLY.numberIn(spec.workloadOptions()) / 100.0;
        double predicateReads =
                type == ObjectType.REGISTER ? PREDICATE_READS.numberIn(spec.workloadOptions()) / 100.0 : 0;
        return each(context -> planned(context, keys, least, most, readOnly, predicateReads));
    }

    private static PlannedTransaction planned(
            Context context, KeyDistribution keys, int least, int most, double readOnly, double predicateReads) {
        Dice dice = context.dice();
        boolean isReadOnly = dice.chance(readOnly);
        int length = dice.between(least, most);
        var operations = new ArrayList<Planned>(length);
        for (int i = 0; i < length; i++) {
            boolean isRead = dice.chance(0.5) || isReadOnly;
            int slot = keys.draw(dice);
            // Without any no chance is asked for, so that a seed plans what it did before there were any.
            boolean isByPredicate = isRead && predicateReads > 0 && dice.chance(predicateReads);
            operations.add(
                    isByPredicate
                            ? Planned.predicateRead(slot, 1 + dice.below(MOST_ASKED))
                            : new Planned(isRead, slot, 0));
        }
        return new PlannedTransaction(operations);
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        int length = MAX_LENGTH.numberIn(spec.workloadOptions());
        return FinalReads.atMost(
                spec.keys(), spec.ops() * length / 2, KeyRotation.MAX_WRITES.numberIn(spec.workloadOptions()), length);
    }

    @Override
    public Session<PlannedTransaction> start(TestSpec spec, Target target, Names names) {
        KeyRotation keys = new KeyRotation(spec.keys(), KeyRotation.MAX_WRITES.numberIn(spec.workloadOptions()));
        int length = MAX_LENGTH.numberIn(spec.workloadOptions());
        return new TransactionSession<>(
                target, names, slot -> plan -> bound(plan, keys), () -> FinalReads.of(keys, length));
    }

    /** Of each slot the key that was written last, and the one to come: so there is something that does not exist. */
    private static List<Long> asked(Planned read, KeyRotation keys) {
        Set<Long> asked = new LinkedHashSet<>();
        for (int i = 0; i < read.asked(); i++) {
            int slot = (read.slot() + i) % keys.slots();
            asked.add(keys.key(slot, 0));
            asked.add(keys.next(slot));
        }
        return List.copyOf(asked);
    }

    private List<MicroOperation> bound(PlannedTransaction plan, KeyRotation keys) {
        var operations = new ArrayList<MicroOperation>(plan.operations().size());
        for (Planned each : plan.operations()) {
            if (each.asked() > 0) {
                operations.add(PredicateRead.of(asked(each, keys)));
            } else if (each.isRead()) {
                operations.add(type.read(keys.key(each.slot(), each.back())));
            } else {
                KeyRotation.Written written = keys.write(each.slot());
                operations.add(type.write(written.key(), written.value()));
            }
        }
        return operations;
    }
}
