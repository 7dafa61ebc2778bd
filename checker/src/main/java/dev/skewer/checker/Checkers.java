package dev.skewer.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * All checkers there are: the built-in ones, and those of {@linkplain CheckerProvider providers} on the class path of the
 * thread. The only list of models.
 */
public final class Checkers {
    private Checkers() {}

    /**
     * All of them; the built-in ones come first.
     *
     * @throws IllegalStateException if two have one name; says which
     */
    public static List<Checker> all() {
        List<Checker> all = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (CheckerProvider provider : providers()) {
            for (Checker checker : provider.checkers()) {
                String name = checker.info().name();
                if (!names.add(name)) {
                    throw new IllegalStateException("two checkers are called " + name + "; one of them is from "
                            + provider.getClass().getName());
                }
                all.add(checker);
            }
        }
        return all;
    }

    /** Those that come with this class, wherever the thread looks for classes, and then those that the thread finds there. */
    private static Collection<CheckerProvider> providers() {
        Map<Class<?>, CheckerProvider> byClass = new LinkedHashMap<>();
        for (ClassLoader loader : Arrays.asList(
                Checkers.class.getClassLoader(), Thread.currentThread().getContextClassLoader())) {
            ServiceLoader.load(CheckerProvider.class, loader)
                    .forEach(provider -> byClass.putIfAbsent(provider.getClass(), provider));
        }
        return byClass.values();
    }

    /** Their names. */
    public static List<String> names() {
        return all().stream().map(checker -> checker.info().name()).toList();
    }

    /** What counts as an opportunity for the checker of a name, in the plural. */
    public static String opportunity(String name) {
        return named(name).map(checker -> checker.info().opportunity()).orElse("opportunities");
    }

    /** The checker of a name. */
    public static Optional<Checker> named(String name) {
        return all().stream()
                .filter(checker -> checker.info().name().equals(name))
                .findFirst();
    }
}
