package dev.skewer.harness.cli;

import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Connection;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Targets that are found on the class path of a thread only: one that is not there, one with defects that may not be restarted, one that
 * cannot be opened, and one whose calls never return. */
public final class PluggedInTargets implements TargetProvider {
    /** Releases the calls of the target {@code silent}. */
    static final CountDownLatch RELEASED = new CountDownLatch(1);

    @Override
    public List<TargetType> targets() {
        return List.of(
                TargetType.named("absent", settings -> {
                            throw new NoEffectException("nothing is there");
                        })
                        .described("A database that is not installed.", "It is not.")
                        .isolations(List.of("weak", "strong"), "strong")
                        .options(new TargetOption("url", "Where it is.", null))
                        .protocols(Set.of(JournalConnection.class))
                        .availability(options -> Availability.missing(
                                options.containsKey("url")
                                        ? "nothing answers at " + options.get("url")
                                        : "give --target-option url=…"))
                        .build(),
                TargetType.named("chained", settings -> new Silent())
                        .described("A database that may not be restarted here.", "It may not.")
                        .defects(
                                List.of(
                                        new TargetDefect("rusty", "It is rusty.", "stale-read", "It rusts.", "restart"),
                                        new TargetDefect("loose", "It is loose.", "read-skew", "It rattles.", null)),
                                ids -> {})
                        .controls(Set.of(Controls.Restart.class, Controls.SharedJvm.class))
                        .controlAvailability((control, options) -> control == Controls.Restart.class
                                ? Availability.missing("it is chained;\nbring a key")
                                : Availability.AVAILABLE)
                        .protocols(Set.of(JournalConnection.class))
                        .build(),
                TargetType.named("broken", settings -> {
                            throw settings.isolation().equals("told")
                                    ? new NoEffectException("it is out\nof order")
                                    : new IllegalStateException("a mistake of its own");
                        })
                        .described("A database that does not open.", "It does not.")
                        .isolations(List.of("told", "untold"), "told")
                        .protocols(Set.of(JournalConnection.class))
                        .build(),
                TargetType.named("silent", settings -> new Silent())
                        .described("A database that does not answer.", "It does not.")
                        .protocols(Set.of(JournalConnection.class))
                        .build());
    }

    /** Does something on a thread whose class path has these targets besides. */
    static <T> T in(Path directory, Callable<T> work) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader plugin = loader(directory, before)) {
            Thread.currentThread().setContextClassLoader(plugin);
            return work.call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URLClassLoader loader(Path directory, ClassLoader parent) throws IOException {
        Path services = Files.createDirectories(directory.resolve("plugin/META-INF/services"));
        Files.writeString(services.resolve(TargetProvider.class.getName()), PluggedInTargets.class.getName());
        return new URLClassLoader(new URL[] {directory.resolve("plugin").toUri().toURL()}, parent);
    }

    private static final class Silent implements Target {
        @Override
        public <C extends Connection> C connect(Class<C> protocol) {
            return protocol.cast(Proxy.newProxyInstance(
                    protocol.getClassLoader(), new Class<?>[] {protocol}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("close")) {
                            RELEASED.await();
                        }
                        return null;
                    }));
        }

        @Override
        public boolean awaitReady(Duration limit) {
            return true;
        }

        @Override
        public boolean quiesce(Duration limit) {
            return true;
        }

        @Override
        public void close() {}
    }
}
