package dev.skewer.checker.transaction;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.history.TransactionHistoryBuilder;
import dev.skewer.history.Event;

/** The check of one history of transactions. */
final class TransactionSession implements CheckSession {
    /** Below so many transactions threads are not worth their start. */
    private static final int WORTH_THREADS = 10_000;

    private final TransactionHistoryBuilder builder;
    private final String consistencyModel;

    TransactionSession(DataType type, String source, String consistencyModel) {
        builder = new TransactionHistoryBuilder(type, source);
        this.consistencyModel = consistencyModel;
    }

    @Override
    public void accept(Event event) {
        builder.accept(event);
    }

    @Override
    public long bytes() {
        return builder.build().bytes();
    }

    @Override
    public long completed() {
        return builder.completed();
    }

    @Override
    public Verdict verdict(Budget budget) {
        TransactionHistory history = builder.build();
        int threads = history.size < WORTH_THREADS ? 1 : Runtime.getRuntime().availableProcessors();
        try (Workers workers = new Workers(threads)) {
            return new TransactionCheck(history, consistencyModel, true, workers, budget)
                    .run()
                    .about(builder.completed());
        }
    }
}
