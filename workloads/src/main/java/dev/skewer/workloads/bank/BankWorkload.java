package dev.skewer.workloads.bank;

import static dev.skewer.workloads.generator.Generators.each;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.bank.BankOperation.ReadAll;
import dev.skewer.workloads.bank.BankOperation.Transfer;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.target.Target;
import java.util.List;

/** Accounts between which money moves, and reads of all of them. */
public final class BankWorkload implements Workload<BankOperation> {
    private static final int MOST_ACCOUNTS = 8;
    private static final long BALANCE = 1_000;
    private static final int MOST_AMOUNT = 100;

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public String sentence() {
        return "Accounts between which money moves, and reads of all of them.";
    }

    @Override
    public String explanation() {
        return """
                Every process moves money between two of at most eight accounts (--keys), if there is enough, or reads all accounts \
                at once. A transfer reads both balances and writes both in one transaction at the level under test, and a read takes \
                all accounts in one. Where the level lets two transfers read the same balance, one of them is lost and money appears \
                or vanishes; where a read is of several moments, its total is wrong.

                The history is judged for linearizability of the whole bank.""";
    }

    @Override
    public String model() {
        return "bank";
    }

    @Override
    public Class<BankConnection> protocol() {
        return BankConnection.class;
    }

    private static int accounts(TestSpec spec) {
        return Math.max(2, Math.min(spec.keys(), MOST_ACCOUNTS));
    }

    @Override
    public Generator<BankOperation> generator(TestSpec spec) {
        int accounts = accounts(spec);
        return each(context -> {
            Dice dice = context.dice();
            if (dice.chance(0.5)) {
                return new ReadAll();
            }
            int from = dice.below(accounts);
            int to = (from + 1 + dice.below(accounts - 1)) % accounts;
            return new Transfer(from, to, 1 + dice.below(MOST_AMOUNT));
        });
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return 1;
    }

    @Override
    public Session<BankOperation> start(TestSpec spec, Target target, Names names) {
        try (BankConnection connection = target.connect(BankConnection.class)) {
            connection.open(accounts(spec), BALANCE);
        }
        return new Session<>() {
            @Override
            public Client<BankOperation> client(int slot) {
                return new BankClient(target.connect(BankConnection.class), names);
            }

            @Override
            public List<BankOperation> finalOperations() {
                return List.of(new ReadAll());
            }
        };
    }
}
