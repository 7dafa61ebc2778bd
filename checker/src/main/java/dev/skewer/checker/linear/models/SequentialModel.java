package dev.skewer.checker.linear.models;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.check.LinearizabilitySession;
import dev.skewer.history.Format;
import dev.skewer.history.HistoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The checker of one built-in model.
 *
 * @param factory makes the model
 */
record SequentialModel(CheckerInfo info, Factory factory) implements Checker {
    /** Makes a model. */
    @FunctionalInterface
    interface Factory {
        /**
         * The model with an initial state.
         *
         * @param initial null for the model's own
         * @param nilRead what a read of nil says, for registers
         * @throws IllegalArgumentException if the initial state is none of the model's; says what would be right
         */
        Model<?> model(@Nullable Object initial, NilRead nilRead);
    }

    @Override
    public CheckSession open(CheckOptions options) {
        options.requireOnly(
                info.options(),
                "it has "
                        + String.join(
                                ", ",
                                info.options().stream().map(CheckOption::name).toList()));
        return new LinearizabilitySession(options.source(), model(options), LinearizabilityChecker.keyed(options));
    }

    private Model<?> model(CheckOptions options) {
        NilRead nilRead = options.choice(CheckOption.NIL_READ)
                .map(chosen -> NilRead.valueOf(chosen.toUpperCase(Locale.ROOT)))
                .orElse(isOfPorcupine(options.format()) ? NilRead.EXACT : NilRead.ANY);
        try {
            return factory.model(
                    options.value(CheckOption.INITIAL, Literals::read).orElse(null), nilRead);
        } catch (IllegalArgumentException | HistoryException e) {
            throw CheckOptionException.badValue(CheckOption.INITIAL.name(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isOfPorcupine(Format format) {
        return format == Format.PORCUPINE_ETCD || format == Format.PORCUPINE_KV;
    }
}
