package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.Analysis;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.LinearizabilityChecker;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.OperationHistoryBuilder;
import dev.skewer.history.Event;
import java.util.function.Consumer;

/** Judges by linearizability of a sequential model. */
public final class LinearizabilityJudge implements Judge {
    private final OperationHistoryBuilder builder;
    private final Model<?> model;
    private final Keyed keyed;
    private final Consumer<Analysis> onlooker;

    /**
     * A judge of one history.
     *
     * @param source its name in complaints
     * @param model what it should be a history of
     * @param keyed whether its values are {@code [key value]} tuples
     * @param onlooker takes the analysis that the verdict rests on
     */
    public LinearizabilityJudge(String source, Model<?> model, Keyed keyed, Consumer<Analysis> onlooker) {
        this.keyed = keyed;
        this.onlooker = onlooker;
        builder = new OperationHistoryBuilder(source);
        this.model = model;
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
        Analysis analysis = LinearizabilityChecker.check(builder.build(), model, keyed, budget);
        onlooker.accept(analysis);
        return analysis.verdict();
    }
}
