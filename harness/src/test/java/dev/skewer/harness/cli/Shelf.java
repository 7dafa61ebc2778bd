package dev.skewer.harness.cli;

import dev.skewer.workloads.target.TargetProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A store of somebody's own, which comes as a plugin, in versions that differ in nothing that a campaign file could say: what changes from one to the next is a change of the store, and the
 * cells of a campaign are the same.
 *
 * @param read what a read does, in Java
 * @param pause how long each call takes at least
 * @param defects what its type says of mistakes that can be planted, in Java
 */
record Shelf(String read, Duration pause, String defects) {
    private static final String SOURCE = """
            package own;
            import dev.skewer.workloads.register.RegisterConnection;
            import dev.skewer.workloads.target.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;
            import java.util.concurrent.locks.LockSupport;
            public final class Shelf implements Target, TargetProvider {
                private final Map<Long, Long> values = new ConcurrentHashMap<>();
                private final Map<Long, Long> old = new ConcurrentHashMap<>();
                public List<TargetType> targets() {
                    return List.of(TargetType.named("shelf", settings -> new Shelf())
                            .described("A shelf.", "Values on a shelf.")
                            DEFECTS
                            .isolations(List.of("cool", "cold"), "cold")
                            .protocols(Set.of(RegisterConnection.class))
                            .build());
                }
                private static void pause() {
                    long end = System.nanoTime() + PAUSEL;
                    do {
                        LockSupport.parkNanos(end - System.nanoTime());
                    } while (System.nanoTime() < end);
                    Thread.yield();
                }
                public <C extends Connection> C connect(Class<C> protocol) {
                    return protocol.cast(new RegisterConnection() {
                        private int reads;
                        public Long read(long key) {
                            pause();
                            READ
                        }
                        public void write(long key, long value) {
                            pause();
                            Long before = values.put(key, value);
                            if (before != null) { old.put(key, before); }
                        }
                        public boolean compareAndSet(long key, long from, long to) {
                            pause();
                            return values.replace(key, from, to);
                        }
                        public void close() {}
                    });
                }
                public boolean awaitReady(Duration limit) { return true; }
                public boolean quiesce(Duration limit) { return true; }
                public void close() {}
            }
            """;

    /** It does what it promises. */
    static final Shelf GOOD = new Shelf("return values.get(key);", Duration.ZERO, "");

    /** Its reads give a value now and then that was overwritten. */
    static final Shelf STALE = new Shelf(
            "return ++reads % 5 == 0 && old.containsKey(key) ? old.get(key) : values.get(key);", Duration.ZERO, "");

    /** The same version, whose calls take a while. */
    Shelf taking(Duration time) {
        return new Shelf(read, time, defects);
    }

    /** The same version, with a mistake that can be planted and does nothing. */
    Shelf withAHarmlessMistake() {
        return new Shelf(
                read,
                pause,
                ".defects(List.of(new TargetDefect(\"harmless\", \"It does nothing.\", \"nonlinearizable\", \"Nothing.\", null)), ids -> {})");
    }

    /** Puts it in the place of whatever version is there. */
    void install(Path directory) throws IOException {
        new PluginJar(directory)
                .service(TargetProvider.class.getName(), "own.Shelf")
                .source(
                        "own.Shelf",
                        SOURCE.replace("READ", read)
                                .replace("PAUSE", String.valueOf(pause.toNanos()))
                                .replace("DEFECTS", defects))
                .write("plugins/shelf.jar");
    }
}
