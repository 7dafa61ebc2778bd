package dev.skewer.checker.linear.models;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all values are taken for that are not told apart. */
record OtherValue() {
    /** A value if it is one of some, or nil; otherwise what is taken for it. */
    static @Nullable Object unless(@Nullable Object value, Set<Object> some) {
        return value == null || some.contains(value) ? value : new OtherValue();
    }

    @Override
    public String toString() {
        return "another value";
    }
}
