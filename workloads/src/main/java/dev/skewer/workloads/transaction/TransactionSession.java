package dev.skewer.workloads.transaction;

import dev.skewer.workloads.Client;
import dev.skewer.workloads.Names;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.target.Target;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A run of transactions.
 *
 * @param <P> what the generator makes
 */
final class TransactionSession<P> implements Workload.Session<P> {
    private final Target target;
    private final TransactionWords words;
    private final IntFunction<Function<P, List<MicroOperation>>> bindings;
    private final Supplier<List<P>> last;

    /**
     * A run.
     *
     * @param bindings by slot, what makes a transaction of a plan when that begins
     * @param last what is done at the very end, asked when nothing else goes on any more
     */
    TransactionSession(
            Target target,
            Names names,
            IntFunction<Function<P, List<MicroOperation>>> bindings,
            Supplier<List<P>> last) {
        this.target = target;
        this.words = new TransactionWords(names);
        this.bindings = bindings;
        this.last = last;
    }

    @Override
    public Client<P> client(int slot) {
        return new TransactionClient<>(target.connect(TransactionConnection.class), bindings.apply(slot), words);
    }

    @Override
    public List<P> finalOperations() {
        return last.get();
    }
}
