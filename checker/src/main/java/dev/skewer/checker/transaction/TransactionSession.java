package dev.skewer.checker.transaction;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certificate;
import dev.skewer.checker.Certification;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.history.TransactionHistoryBuilder;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.timestamp.TimestampPromise;
import dev.skewer.checker.transaction.timestamp.TimestampSweep;
import dev.skewer.history.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of one history of transactions. */
final class TransactionSession implements CheckSession {
    /** Below so many transactions threads are not worth their start. */
    private static final int WORTH_THREADS = 10_000;

    private final TransactionHistoryBuilder builder;
    private final String model;
    private final String consistencyModel;
    private final boolean hasRealTime;
    private final InitialValue initial;
    private final KeyOrder keyOrder;
    /** What timestamps are held against; null if they are not looked at. */
    private final @Nullable TimestampPromise timestamps;

    private final RecentCheck recent;

    private @Nullable TransactionCheck latest;

    /**
     * A check that begins.
     *
     * @param type what the objects are
     * @param model the name of the checker
     * @param source the name of the history in messages
     * @param consistencyModel what is promised
     * @param hasRealTime whether the order of events of different processes says anything
     * @param initial what registers hold at first
     * @param keyOrder what is assumed of each register by itself
     * @param timestamps what timestamps are held against; null if they are not looked at
     */
    TransactionSession(
            DataType type,
            String model,
            String source,
            String consistencyModel,
            boolean hasRealTime,
            InitialValue initial,
            KeyOrder keyOrder,
            @Nullable TimestampPromise timestamps) {
        builder = new TransactionHistoryBuilder(type, source, timestamps != null);
        this.timestamps = timestamps;
        recent = new RecentCheck(model, consistencyModel, hasRealTime, initial);
        this.model = model;
        this.hasRealTime = hasRealTime;
        this.initial = initial;
        this.keyOrder = keyOrder;
        this.consistencyModel = consistencyModel;
    }

    @Override
    public void accept(Event event) {
        latest = null;
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
            return verdict(history, workers, budget).about(builder.completed());
        }
    }

    private Verdict verdict(TransactionHistory history, Workers workers, Budget budget) {
        TimestampSweep sweep = null;
        if (timestamps != null) {
            var groups = new KeyGroups(history);
            try {
                sweep = TimestampSweep.of(history, groups, timestamps, initial, workers, budget);
            } catch (Budget.Exceeded e) {
                return TransactionCheck.exceeded(model, history.size);
            }
            if (sweep.isProof() && keyOrder == KeyOrder.OPEN) {
                return TimestampVerdicts.proved(
                        model, timestamps, history, sweep, Opportunities.count(history, groups));
            }
        }
        TransactionCheck check =
                new TransactionCheck(history, model, consistencyModel, hasRealTime, initial, keyOrder, workers, budget);
        latest = check;
        Verdict plain = check.run();
        return timestamps == null || sweep == null
                ? plain
                : TimestampVerdicts.joined(plain, timestamps, history, sweep);
    }

    @Override
    public Optional<Verdict> suspicion(Budget budget) {
        try {
            return recent.look(builder.build(), budget);
        } catch (Budget.Exceeded e) {
            return Optional.empty();
        }
    }

    @Override
    public Certification certify() {
        Optional<Boolean> certified = latest == null ? Optional.empty() : latest.certified();
        if (certified.isEmpty()) {
            return Certification.NONE;
        }
        if (!certified.get()) {
            throw new IllegalStateException("the order that was found does not give each read what it returned");
        }
        Certification.Builder certificates = new Certification.Builder("history");
        certificates.add(
                "",
                new Certificate(
                        true,
                        "its transactions were done one after the other, in an order that agrees with real time"));
        return certificates.build();
    }
}
