package dev.skewer.knossos;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Knossos, or what has the same two namespaces, loaded apart from everything else and called through Clojure's Java API
 * ({@code clojure.java.api.Clojure}), by reflection, for none of it is there when this is compiled.
 */
final class Peer {
    private static final String ANALYSIS = """
            (require 'clojure.edn 'knossos.competition 'knossos.model)
            (fn [model initial history]
              (let [start  (clojure.edn/read-string initial)
                    object (case model
                             "register"       (knossos.model/register start)
                             "cas-register"   (knossos.model/cas-register start)
                             "mutex"          (knossos.model/mutex)
                             "multi-register" (knossos.model/multi-register start))
                    events (clojure.edn/read-string (str "[" history "]"))]
                (str (:valid? (knossos.competition/analysis object events {:time-limit 20000})))))
            """;

    private final ClassLoader loader;
    private final Class<?> function;
    private final Object analysis;

    /**
     * Loads a peer.
     *
     * @param classpath has Clojure on it too
     */
    Peer(List<Path> classpath) throws ReflectiveOperationException, MalformedURLException {
        URL[] urls = new URL[classpath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classpath.get(i).toUri().toURL();
        }
        loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        // Clojure finds its own files, and namespaces, through the thread's class loader.
        Thread.currentThread().setContextClassLoader(loader);
        function = Class.forName("clojure.lang.IFn", true, loader);
        Method variable =
                Class.forName("clojure.java.api.Clojure", true, loader).getMethod("var", Object.class, Object.class);
        analysis = call(Objects.requireNonNull(variable.invoke(null, "clojure.core", "load-string")), ANALYSIS);
    }

    /**
     * The peer's verdict.
     *
     * @param model its name
     * @param initial its initial state, as EDN
     * @param history its events, as EDN
     * @return {@code true}, {@code false} or {@code :unknown}
     */
    String verdict(String model, String initial, String history) throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(loader);
        return call(analysis, model, initial, history).toString();
    }

    private Object call(Object callee, Object... arguments) throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[arguments.length];
        java.util.Arrays.fill(types, Object.class);
        try {
            return Objects.requireNonNull(function.getMethod("invoke", types).invoke(callee, arguments));
        } catch (InvocationTargetException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new IllegalStateException("the peer failed: " + root, e);
        }
    }
}
