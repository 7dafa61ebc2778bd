package dev.skewer.workloads.set;

import static dev.skewer.workloads.generator.Generators.each;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.UniqueValues;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Zipf;
import dev.skewer.workloads.set.SetOperation.Add;
import dev.skewer.workloads.set.SetOperation.Read;
import dev.skewer.workloads.target.Target;
import java.util.ArrayList;
import java.util.List;

/** Sets by key, added to and read whole. */
public final class SetWorkload implements Workload<SetOperation> {
    /** How many sets are read at the end, the newest of each key first. */
    private static final int MOST_FINAL_READS = 10_000;

    @Override
    public String name() {
        return "set";
    }

    @Override
    public String sentence() {
        return "Sets by key: add an element, read all.";
    }

    @Override
    public String explanation() {
        return """
                Every process adds unique elements to sets, to some more often than to others, and reads whole sets; one that \
                was added to 64 times gives way to a new one. A target that keeps a set as one row reads the row and writes it with one \
                element more, in one transaction at the level under test, as an application would. Where the level lets two of them \
                read the same elements, one addition is lost, and a later read lacks it.

                Each set is judged by itself for linearizability. As nothing is removed, that is decided without a search.""";
    }

    @Override
    public String model() {
        return "set";
    }

    @Override
    public Class<SetConnection> protocol() {
        return SetConnection.class;
    }

    @Override
    public Generator<SetOperation> generator(TestSpec spec) {
        Zipf keys = new Zipf(spec.keys(), 1);
        return each(context -> {
            var dice = context.dice();
            int key = keys.draw(dice);
            return dice.chance(0.5) ? new Read(key, 0) : new Add(key);
        });
    }

    /** A set that is full is followed by another. */
    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return spec.keys() + spec.ops() / SetDirectory.MOST_ELEMENTS;
    }

    @Override
    public Session<SetOperation> start(TestSpec spec, Target target, Names names) {
        SetDirectory directory = new SetDirectory(spec.keys());
        List<UniqueValues> values = UniqueValues.bySlot(spec.concurrency());
        return new Session<>() {
            @Override
            public Client<SetOperation> client(int slot) {
                return new SetClient(target.connect(SetConnection.class), directory, values.get(slot), names);
            }

            @Override
            public List<SetOperation> finalOperations() {
                return finalReads(directory);
            }
        };
    }

    private static List<SetOperation> finalReads(SetDirectory directory) {
        var reads = new ArrayList<SetOperation>();
        boolean isMore = true;
        for (long back = 0; isMore; back++) {
            isMore = false;
            for (int key = 0; key < directory.keys(); key++) {
                if (directory.sets(key) > back) {
                    if (reads.size() == MOST_FINAL_READS) {
                        return reads;
                    }
                    reads.add(new Read(key, back));
                    isMore = true;
                }
            }
        }
        if (reads.isEmpty()) {
            // Nothing was added, and so it must look.
            reads.add(new Read(0, 0));
        }
        return reads;
    }
}
