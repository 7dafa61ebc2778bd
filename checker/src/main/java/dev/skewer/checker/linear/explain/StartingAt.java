package dev.skewer.checker.linear.explain;

import dev.skewer.checker.linear.Additive;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Sums;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object that begins in another state than it does by itself.
 *
 * @param <S> its states
 */
public class StartingAt<S> implements Model<S> {
    private final Model<S> model;
    private final S initial;

    private StartingAt(Model<S> model, S initial) {
        this.model = model;
        this.initial = initial;
    }

    /**
     * An object as it is after a call.
     *
     * @param state after the call
     * @param call one that {@linkplain Model#stateAfter leaves} this state, whatever was before
     */
    public static <S> Model<S> after(Model<S> model, S state, Operation call) {
        return model instanceof Additive additive
                ? new OfSums<>(model, state, additive, call)
                : new StartingAt<>(model, state);
    }

    /** The same for an object that is a vector of numbers: the call has seen all of them. */
    private static final class OfSums<S> extends StartingAt<S> implements Additive {
        private final Additive additive;
        private final Operation view;

        OfSums(Model<S> model, S initial, Additive additive, Operation view) {
            super(model, initial);
            this.additive = additive;
            this.view = view;
        }

        @Override
        public @Nullable Sums sums(List<Operation> operations) {
            List<Operation> all = new ArrayList<>(operations);
            all.add(view);
            Sums sums = additive.sums(all);
            long[] seen = sums == null ? null : sums.seen(operations.size());
            return sums == null || seen == null ? null : sums.startingAt(seen, operations.size());
        }
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public S initial() {
        return initial;
    }

    @Override
    public @Nullable S step(S state, Operation op) {
        return model.step(state, op);
    }

    @Override
    public Operation relaxed(Operation op) {
        return model.relaxed(op);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return model.isReadOnly(op);
    }

    @Override
    public boolean dependsOnProcess() {
        return model.dependsOnProcess();
    }

    @Override
    public String refusal(S state, Operation op) {
        return model.refusal(state, op);
    }

    @Override
    public String render(S state) {
        return model.render(state);
    }
}
