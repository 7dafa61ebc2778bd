package dev.skewer.registry;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All things of one kind, by name: what providers bring, which {@link ServiceLoader} finds. First come those that this class's
 * loader finds, then those of plugins, which the loader of the thread finds besides, then {@linkplain GivenProviders those that it was
 * given}. Within a loader the order is that of the class path, and then the provider's. Looked for once as long as threads keep their
 * loader.
 *
 * <p>Files that name providers are asked one by one, so that a complaint says which jar is to blame.
 *
 * @param <P> the providers
 * @param <T> what they bring
 */
public final class Registry<P, T> {
    /** What is typed on a command line without quotes, in lists with commas, and stands in names of folders. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /**
     * One of them.
     *
     * @param origin the jar or folder that names its provider
     */
    private record Entry<T>(T item, Class<?> provider, String origin, boolean isPlugin) {}

    private record Found<T>(@Nullable ClassLoader loader, Map<String, Entry<T>> entries) {}

    private final String what;
    private final Class<P> service;
    private final Function<ClassLoader, ServiceLoader<P>> services;
    private final Function<P, ? extends @Nullable Collection<? extends T>> items;
    private final Function<T, List<@Nullable String>> words;
    private volatile @Nullable Found<T> latest;

    /**
     * Empty until it is asked.
     *
     * @param what what one is called in complaints, such as {@code target}
     * @param service what providers are
     * @param services finds providers; comes from the module that declares their use
     * @param items what a provider brings
     * @param words its name, and then what it says of itself; none may be null
     */
    public Registry(
            String what,
            Class<P> service,
            Function<ClassLoader, ServiceLoader<P>> services,
            Function<P, ? extends @Nullable Collection<? extends T>> items,
            Function<T, List<@Nullable String>> words) {
        this.what = what;
        this.service = service;
        this.services = services;
        this.items = items;
        this.words = words;
    }

    /**
     * All of them, in the order in which they were found.
     *
     * @throws RegistryException if a provider cannot be loaded or breaks down, or two bring something of one name
     */
    public List<T> all() {
        return entries().values().stream().map(Entry::item).toList();
    }

    /** Their names, in the same order; see {@link #all}. */
    public List<String> names() {
        return List.copyOf(entries().keySet());
    }

    /** The one with this name, if there is one; see {@link #all}. */
    public Optional<T> named(String wanted) {
        return Optional.ofNullable(entries().get(wanted)).map(Entry::item);
    }

    /** The jar that brought the one with this name, if that is a plugin's; see {@link #all}. */
    public Optional<String> plugin(String ofName) {
        return Optional.ofNullable(entries().get(ofName))
                .filter(Entry::isPlugin)
                .map(Entry::origin);
    }

    /** A complaint about a name that none of them has, with the one that was probably meant; see {@link #all}. */
    public String unknown(String wanted) {
        return "unknown " + what + " '" + wanted + "'" + Nearest.hint(wanted, names());
    }

    private Map<String, Entry<T>> entries() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Found<T> known = latest;
        if (known == null || known.loader != loader) {
            known = new Found<>(loader, find(loader));
            latest = known;
        }
        return known.entries;
    }

    private Map<String, Entry<T>> find(@Nullable ClassLoader ofThread) {
        ClassLoader own = Registry.class.getClassLoader();
        Map<String, Entry<T>> entries = new LinkedHashMap<>();
        Map<Class<?>, String> asked = new HashMap<>();
        ask(own, "the class path", false, asked, entries);
        if (ofThread != null && ofThread != own) {
            Set<String> known = new HashSet<>();
            files(own).forEach(file -> known.add(file.toString()));
            for (URL file : files(ofThread)) {
                if (known.add(file.toString())) {
                    ask(new OneFile(file, ofThread), Origins.of(file), true, asked, entries);
                }
            }
        }
        if (ofThread instanceof GivenProviders given) {
            given.of(service).forEach(provider -> add(provider, given.origin(), true, entries));
        }
        return entries;
    }

    /** The files that name providers of this kind. */
    private List<URL> files(ClassLoader loader) {
        try {
            List<URL> files = new ArrayList<>();
            loader.getResources("META-INF/services/" + service.getName())
                    .asIterator()
                    .forEachRemaining(files::add);
            return files;
        } catch (IOException e) {
            throw new RegistryException("providers of " + what + "s cannot be looked for: " + e.getMessage(), e);
        }
    }

    private void ask(
            ClassLoader loader,
            String origin,
            boolean isPlugin,
            Map<Class<?>, String> asked,
            Map<String, Entry<T>> entries) {
        try {
            for (P provider : services.apply(loader)) {
                String first = asked.putIfAbsent(provider.getClass(), origin);
                if (first == null) {
                    add(provider, origin, isPlugin, entries);
                } else if (!first.equals(origin)
                        && provider.getClass().getClassLoader() != Registry.class.getClassLoader()) {
                    // Of two versions of a plugin, one would hide the other.
                    throw new RegistryException(origin + ": names "
                            + provider.getClass().getName() + ", as does " + first + "; leave one of the two out");
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new RegistryException(origin + ": " + Origins.reason(e, service), e);
        }
    }

    private void add(P provider, String origin, boolean isPlugin, Map<String, Entry<T>> entries) {
        String where = origin + ": " + provider.getClass().getName();
        try {
            Collection<? extends T> brought = items.apply(provider);
            if (brought == null) {
                throw new RegistryException(where + " brings no list of " + what + "s, but null");
            }
            for (T item : brought) {
                String itsName = item == null ? null : words.apply(item).get(0);
                if (itsName == null || !NAME.matcher(itsName).matches()) {
                    throw new RegistryException(where + " brings a " + what
                            + (itsName == null ? " without a name" : " that is called '" + itsName + "'")
                            + "; names are letters, digits, '-', '_' and '.'");
                }
                if (words.apply(item).contains(null)) {
                    throw new RegistryException(where + " does not say what its " + what + " '" + itsName + "' is");
                }
                Entry<T> entry = new Entry<>(item, provider.getClass(), origin, isPlugin);
                Entry<T> taken = entries.putIfAbsent(itsName, entry);
                if (taken != null) {
                    throw new RegistryException(where + " brings a second " + what + " of the name '" + itsName
                            + "'; the first is from "
                            + (taken.isPlugin() ? taken.origin() : Origins.of(taken.provider()))
                            + ": " + taken.provider().getName());
                }
            }
        } catch (RegistryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RegistryException(where + " breaks down: " + Origins.words(e), e);
        }
    }

    /** Finds classes where another loader does, and of files that name providers one alone. */
    private static final class OneFile extends ClassLoader {
        private final URL file;

        OneFile(URL file, ClassLoader parent) {
            super(parent);
            this.file = file;
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.enumeration(List.of(file));
        }
    }
}
