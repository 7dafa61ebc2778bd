package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in models by the names that the command line and histories use. */
public final class ModelCatalog {
    private ModelCatalog() {}

    /** All names. */
    public static List<String> names() {
        return SequentialModels.ALL.stream().map(model -> model.info().name()).toList();
    }

    /**
     * A model.
     *
     * @param name one of {@link #names}
     * @param initial the initial state; null for the model's own: unset, empty, 0, or one permit
     * @param nilRead what a read of nil says, for registers
     * @throws IllegalArgumentException if the initial state is none of the model's; says what would be right
     */
    public static Model<?> named(String name, @Nullable Object initial, NilRead nilRead) {
        return SequentialModels.ALL.stream()
                .filter(model -> model.info().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no model " + name + "; right would be " + String.join(", ", names())))
                .factory()
                .model(initial, nilRead);
    }

    /**
     * The options of {@code skewer check} that make a model: its name, and what is not as it would be by itself.
     *
     * @return in turn as the command line takes them; empty if it has no such model
     */
    public static List<String> options(Model<?> model) {
        boolean isBuiltIn = model.getClass().getPackage().equals(ModelCatalog.class.getPackage());
        if (!isBuiltIn) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("--model", model.name()));
        if (model instanceof Beginning beginning) {
            Object initial = beginning.initialValue();
            if (initial != null) {
                options.addAll(List.of("--initial", Literals.writeWhole(initial)));
            }
            if (beginning.nilRead() == NilRead.EXACT) {
                options.addAll(List.of("--nil-read", "exact"));
            }
        }
        return options;
    }
}
