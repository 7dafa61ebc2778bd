package dev.skewer.workloads;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What providers bring, by name: those that this class's loader finds, then those that the thread's finds besides. Looked for
 * once as long as threads keep their loader.
 *
 * @param <P> the providers
 * @param <T> what they bring
 */
final class Registry<P, T> {
    private record Found<T>(@Nullable ClassLoader loader, List<T> items) {}

    private final String what;
    private final Class<P> provider;
    private final Function<P, ? extends Collection<? extends T>> items;
    private final Function<T, String> name;
    private volatile @Nullable Found<T> latest;

    /**
     * Empty until it is asked.
     *
     * @param what what one is called in complaints
     * @param provider the service
     * @param items what a provider brings
     * @param name of one
     */
    Registry(
            String what,
            Class<P> provider,
            Function<P, ? extends Collection<? extends T>> items,
            Function<T, String> name) {
        this.what = what;
        this.provider = provider;
        this.items = items;
        this.name = name;
    }

    /**
     * All of them, in the order in which they were found.
     *
     * @throws IllegalStateException if two have one name; says which
     */
    List<T> all() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Found<T> known = latest;
        if (known == null || known.loader != loader) {
            known = new Found<>(loader, find(loader));
            latest = known;
        }
        return known.items;
    }

    private List<T> find(@Nullable ClassLoader ofThread) {
        Map<Class<?>, P> providers = new LinkedHashMap<>();
        for (ClassLoader loader : Arrays.asList(Registry.class.getClassLoader(), ofThread)) {
            ServiceLoader.load(provider, loader).forEach(one -> providers.putIfAbsent(one.getClass(), one));
        }
        Map<String, T> byName = new LinkedHashMap<>();
        providers.forEach((type, one) -> items.apply(one).forEach(item -> {
            if (byName.putIfAbsent(name.apply(item), item) != null) {
                throw new IllegalStateException(
                        "two " + what + "s are called " + name.apply(item) + "; one of them is from " + type.getName());
            }
        }));
        return List.copyOf(byName.values());
    }

    List<String> names() {
        return all().stream().map(name).toList();
    }

    /**
     * The one with this name.
     *
     * @throws SpecException if there is none; lists those that there are
     */
    T of(String wanted) {
        for (T item : all()) {
            if (name.apply(item).equals(wanted)) {
                return item;
            }
        }
        throw SpecException.unknown(what, wanted, names());
    }
}
