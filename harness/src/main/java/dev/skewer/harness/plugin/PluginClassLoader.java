package dev.skewer.harness.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes in the jars of plugins first, and then where Skewer finds its own: a store is to be tested with the libraries that
 * it ships with, also where Skewer has others of the same name, such as another version of a database. Three things
 * come from Skewer all the same: the JDK, Skewer itself, for a plugin implements its interfaces, and SLF4J, so that what a
 * store logs goes to the run's log. All plugins have one loader, so a jar finds the libraries that lie in another.
 */
final class PluginClassLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final List<String> SHARED = List.of("dev.skewer.", "org.slf4j.");

    /**
     * A loader.
     *
     * @param jars in the order in which they are searched
     * @param parent finds Skewer's own classes
     */
    PluginClassLoader(List<URL> jars, ClassLoader parent) {
        super("plugins", jars.toArray(URL[]::new), parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                found = own(name);
            }
            if (found == null) {
                return super.loadClass(name, resolve);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    /** The class that the plugins have instead of Skewer's; null if there is none, or Skewer's is the one to use. */
    private @Nullable Class<?> own(String name) {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return null;
        }
        try {
            return getPlatformClassLoader().loadClass(name);
        } catch (ClassNotFoundException notOfTheJdk) {
            try {
                return findClass(name);
            } catch (ClassNotFoundException notOfAPlugin) {
                return null;
            }
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }

    /** Whether a failure came about in a class of a plugin. */
    boolean isCauseOf(Throwable failure) {
        for (StackTraceElement call : failure.getStackTrace()) {
            if (findLoadedClass(call.getClassName()) != null) {
                return true;
            }
        }
        return failure.getCause() != null && isCauseOf(failure.getCause());
    }
}
