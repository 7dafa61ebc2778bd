package dev.skewer.workloads.transaction;

import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;
import java.util.List;
import java.util.function.Function;

/**
 * Carries out transactions and records them.
 *
 * @param <P> what the generator makes
 */
final class TransactionClient<P> implements Client<P> {
    private final TransactionConnection connection;
    private final Function<P, List<MicroOperation>> binding;
    private final TransactionWords words;
    private List<MicroOperation> operations = List.of();

    /**
     * A client.
     *
     * @param binding makes a transaction of a plan, at the moment when it begins
     */
    TransactionClient(
            TransactionConnection connection, Function<P, List<MicroOperation>> binding, TransactionWords words) {
        this.connection = connection;
        this.binding = binding;
        this.words = words;
    }

    @Override
    public int prepare(P planned, Tape value) {
        operations = binding.apply(planned);
        words.write(value, operations);
        return words.txn;
    }

    @Override
    public void call(Completion completion) {
        completion.settle(operations.stream().allMatch(MicroOperation::isRead), () -> {
            TransactionAnswer answer = connection.answer(operations);
            List<MicroOperation> done = answer.operations();
            if (done.size() != operations.size()) {
                throw new IllegalStateException(
                        "a transaction of " + operations.size() + " micro-operations was answered with " + done.size());
            }
            words.write(completion.value(), done);
            if (answer.timestamps() != null) {
                TransactionWords.write(completion.timestamps(), answer.timestamps());
            }
            completion.ok();
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
