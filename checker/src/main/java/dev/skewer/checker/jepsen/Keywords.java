package dev.skewer.checker.jepsen;

import dev.skewer.checker.api.JavaValues;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Reads the names of the caller's keywords, and makes keywords of the same Clojure. */
final class Keywords {
    private static final String KEYWORD = "clojure.lang.Keyword";

    /** The class of the first keyword seen. */
    private @Nullable Class<?> type;

    /** The name of a keyword or string, without a colon; null if it is neither. */
    @Nullable String name(@Nullable Object value) {
        if (value instanceof String string) {
            return string.startsWith(":") ? string.substring(1) : string;
        }
        String name = JavaValues.keyword(value);
        if (name != null
                && value != null
                && type == null
                && value.getClass().getName().equals(KEYWORD)) {
            type = value.getClass();
        }
        return name;
    }

    /** The caller's keyword of a name, or the name where the caller has no keywords. */
    Object of(String name) {
        Class<?> known = type == null ? loaded() : type;
        if (known == null) {
            return name;
        }
        try {
            Method intern = known.getMethod("intern", String.class);
            return intern.invoke(null, name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(KEYWORD + " cannot make keywords", e);
        }
    }

    private static @Nullable Class<?> loaded() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(KEYWORD, true, loader == null ? Keywords.class.getClassLoader() : loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
