package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.NilRead;
import org.jspecify.annotations.Nullable;

/** A built-in model that may begin in another state than it does by itself, or read nil in another way. */
interface Beginning {
    /** The initial state as {@code --initial} takes it; null for the model's own. */
    @Nullable Object initialValue();

    /** What a read of nil says. */
    default NilRead nilRead() {
        return NilRead.ANY;
    }
}
