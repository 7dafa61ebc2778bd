package dev.skewer.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class loader that has providers as objects, for what a program brings itself rather than in a jar: as the loader of a thread, it
 * lets registries find them there, and in the threads that it starts. Classes and resources are its parent's.
 */
public final class GivenProviders extends ClassLoader {
    private final String origin;
    private final Map<Class<?>, List<?>> providers;

    private GivenProviders(String origin, Map<Class<?>, List<?>> providers, @Nullable ClassLoader parent) {
        super(parent);
        this.origin = origin;
        this.providers = providers;
    }

    /**
     * A loader with providers of one kind.
     *
     * @param origin who gives them, in complaints
     * @param service what they are
     * @param parent what finds classes; as a rule the loader that the thread had
     */
    public static <P> GivenProviders of(
            String origin, Class<P> service, List<? extends P> providers, @Nullable ClassLoader parent) {
        return new GivenProviders(origin, Map.of(service, List.copyOf(providers)), parent);
    }

    /** Who gives them. */
    String origin() {
        return origin;
    }

    /** Those of a kind. */
    <P> List<P> of(Class<P> service) {
        return providers.getOrDefault(service, List.of()).stream()
                .map(service::cast)
                .toList();
    }
}
