package dev.skewer.workloads.register;

import static dev.skewer.workloads.generator.Generators.each;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Zipf;
import dev.skewer.workloads.register.RegisterOperation.CompareAndSet;
import dev.skewer.workloads.register.RegisterOperation.Read;
import dev.skewer.workloads.register.RegisterOperation.Write;
import dev.skewer.workloads.target.Target;
import java.util.List;
import java.util.stream.LongStream;

/** Registers by key, read, written, and changed by compare-and-set. */
public final class RegisterWorkload implements Workload<RegisterOperation> {
    /** So few, that a compare-and-set often finds what it expects. */
    private static final int VALUES = 5;

    @Override
    public String name() {
        return "register";
    }

    @Override
    public String sentence() {
        return "Registers by key: read, write, compare-and-set.";
    }

    @Override
    public String explanation() {
        return """
                Every process reads and writes registers, some more often than others, and changes them by compare-and-set, from \
                and to one of five values. A compare-and-set is where isolation shows: a target reads the register, compares and \
                writes in one transaction at the level under test, as an application would. Where the level lets two of them read \
                the same value and both write, one update is lost, and no order of the operations explains what was answered.

                Each register is judged by itself for linearizability.""";
    }

    @Override
    public String model() {
        return "cas-register";
    }

    @Override
    public Class<RegisterConnection> protocol() {
        return RegisterConnection.class;
    }

    @Override
    public Generator<RegisterOperation> generator(TestSpec spec) {
        Zipf keys = new Zipf(spec.keys(), 1);
        return each(context -> {
            Dice dice = context.dice();
            int key = keys.draw(dice);
            double kind = dice.fraction();
            if (kind < 0.4) {
                return new Read(key);
            }
            int value = dice.below(VALUES);
            return kind < 0.6 ? new Write(key, value) : new CompareAndSet(key, dice.below(VALUES), value);
        });
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return spec.keys();
    }

    @Override
    public Session<RegisterOperation> start(TestSpec spec, Target target, Names names) {
        return new Session<>() {
            @Override
            public Client<RegisterOperation> client(int slot) {
                return new RegisterClient(target.connect(RegisterConnection.class), names);
            }

            @Override
            public List<RegisterOperation> finalOperations() {
                return LongStream.range(0, spec.keys())
                        .<RegisterOperation>mapToObj(Read::new)
                        .toList();
            }
        };
    }
}
