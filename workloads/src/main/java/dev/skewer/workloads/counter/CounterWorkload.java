package dev.skewer.workloads.counter;

import static dev.skewer.workloads.generator.Generators.each;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.counter.CounterOperation.Increment;
import dev.skewer.workloads.counter.CounterOperation.Read;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Zipf;
import dev.skewer.workloads.target.Target;
import java.util.List;
import java.util.stream.LongStream;

/** Counters by key, incremented and read. */
public final class CounterWorkload implements Workload<CounterOperation> {
    @Override
    public String name() {
        return "counter";
    }

    @Override
    public String sentence() {
        return "Counters by key: add one, read.";
    }

    @Override
    public String explanation() {
        return """
                Every process adds one to counters, some more often than others, and reads them. A target that keeps them as rows \
                reads the row and writes what is one more, in one transaction at the level under test, as an application would. \
                Where the level lets two of them read the same number, one increment is lost, and a later read shows less than \
                was added before it.

                Each counter is judged by itself for linearizability. As every increment adds the same, that is decided without \
                a search.""";
    }

    @Override
    public String model() {
        return "counter";
    }

    @Override
    public Class<CounterConnection> protocol() {
        return CounterConnection.class;
    }

    @Override
    public Generator<CounterOperation> generator(TestSpec spec) {
        Zipf keys = new Zipf(spec.keys(), 1);
        return each(context -> {
            var dice = context.dice();
            int key = keys.draw(dice);
            return dice.chance(0.5) ? new Read(key) : new Increment(key);
        });
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return spec.keys();
    }

    @Override
    public Session<CounterOperation> start(TestSpec spec, Target target, Names names) {
        return new Session<>() {
            @Override
            public Client<CounterOperation> client(int slot) {
                return new CounterClient(target.connect(CounterConnection.class), names);
            }

            @Override
            public List<CounterOperation> finalOperations() {
                return LongStream.range(0, spec.keys())
                        .<CounterOperation>mapToObj(Read::new)
                        .toList();
            }
        };
    }
}
