package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.Operation;
import dev.skewer.history.ValuePrinter;
import org.jspecify.annotations.Nullable;

/** An exception of a model, with the operation that it was asked about. */
public final class ModelFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Operation operation;

    /**
     * A failure.
     *
     * @param operation what the model was asked about; null if about many
     */
    public ModelFailure(@Nullable Operation operation, RuntimeException cause) {
        super(cause);
        this.operation = operation;
    }

    /** Whether a model says that a call only reads. */
    public static boolean isReadOnly(Model<?> model, Operation operation) {
        try {
            return model.isReadOnly(operation);
        } catch (RuntimeException e) {
            throw new ModelFailure(operation, e);
        }
    }

    /** The state that a model says a call leaves, or null. */
    public static <S> @Nullable S stateAfter(Model<S> model, Operation operation) {
        try {
            return model.stateAfter(operation);
        } catch (RuntimeException e) {
            throw new ModelFailure(operation, e);
        }
    }

    @Nullable Operation operation() {
        return operation;
    }

    /** What the model says, or else that it failed, in one line. */
    public String complaint(String model) {
        Throwable cause = getCause();
        String message = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "the model " + model + " fails" + (operation == null ? "" : " on " + operation.text()) + ": " + cause;
        return ValuePrinter.quoted(message);
    }
}
