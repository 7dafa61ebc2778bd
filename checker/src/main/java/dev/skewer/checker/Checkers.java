package dev.skewer.checker;

import dev.skewer.registry.Registry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** All checkers there are, by the name of their model: those of each {@link CheckerProvider}. The only list of models. */
public final class Checkers {
    private static final Registry<CheckerProvider, Checker> ALL = new Registry<>(
            "model",
            CheckerProvider.class,
            loader -> ServiceLoader.load(CheckerProvider.class, loader),
            CheckerProvider::checkers,
            Checkers::words);

    private Checkers() {}

    private static List<@Nullable String> words(Checker checker) {
        CheckerInfo info = checker.info();
        return Arrays.asList(info.name(), info.sentence(), info.promise(), info.explanation(), info.example());
    }

    /**
     * All of them; the built-in ones come first.
     *
     * @throws dev.skewer.registry.RegistryException if a provider is of no use; says which and why
     */
    public static List<Checker> all() {
        return ALL.all();
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.names();
    }

    /** What counts as an opportunity for the checker of a name, in the plural. */
    public static String opportunity(String name) {
        return named(name).map(checker -> checker.info().opportunity()).orElse("opportunities");
    }

    /** The checker of a name. */
    public static Optional<Checker> named(String name) {
        return ALL.named(name);
    }

    /** The jar that brought the checker of a name, if that is a plugin's. */
    public static Optional<String> plugin(String name) {
        return ALL.plugin(name);
    }

    /** A complaint about a name that no checker has, with the one that was probably meant. */
    public static String unknown(String name) {
        return ALL.unknown(name);
    }
}
