package dev.skewer.checker.linear.check;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.OperationHistoryBuilder;
import dev.skewer.history.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of one history for linearizability of one model. Its view is the {@link Analysis} that the verdict rests on. */
public final class LinearizabilitySession implements CheckSession {
    private final OperationHistoryBuilder builder;
    private final Model<?> model;
    private final Keyed keyed;
    private @Nullable Analysis latest;

    /**
     * A check that begins.
     *
     * @param source the name of the history in messages
     * @param model what it should be a history of
     * @param keyed whether its values are {@code [key value]} tuples
     */
    public LinearizabilitySession(String source, Model<?> model, Keyed keyed) {
        builder = new OperationHistoryBuilder(source);
        this.model = model;
        this.keyed = keyed;
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
        Analysis analysis = LinearizabilityChecker.check(builder.build(), model, keyed, budget);
        latest = analysis;
        return analysis.verdict().about(builder.completed());
    }

    @Override
    public Certification certify() {
        Analysis analysis = latest;
        if (analysis == null) {
            return Certification.NONE;
        }
        Certification.Builder certificates = new Certification.Builder("key");
        analysis.parts().forEach(part -> certificates.add(Analysis.name(part), analysis.certificate(part)));
        return certificates.build();
    }

    @Override
    public <T> Optional<T> view(Class<T> type) {
        return type.isInstance(latest) ? Optional.of(type.cast(latest)) : Optional.empty();
    }
}
