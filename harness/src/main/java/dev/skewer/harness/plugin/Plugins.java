package dev.skewer.harness.plugin;

import dev.skewer.checker.Checkers;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.registry.RegistryException;
import dev.skewer.results.Printable;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Jars with targets, workloads, checkers and faults that are not Skewer's. They join, through the registries, whatever the
 * thread does that opened them, and threads that it starts.
 */
public final class Plugins {
    /** By what a jar can be told to be one, besides the classes that it lends to others. */
    private static final String SERVICES = "META-INF/services/";

    private final List<Path> given;
    /** What a jar was called, by where it is. */
    private final Map<Path, String> names = new LinkedHashMap<>();

    private Plugins(List<Path> given) {
        this.given = List.copyOf(given);
    }

    /**
     * Plugins that are there.
     *
     * @param given jars that the user names; one that is named twice counts once
     * @param folder a folder of which all jars are meant, in the order of their names; null or missing means none
     * @throws UserException if one is no jar
     */
    public static Plugins of(List<Path> given, @Nullable Path folder) {
        Plugins plugins = new Plugins(given);
        boolean isOneNamed = given.isEmpty();
        for (Path jar : inFolder(folder)) {
            plugins.add(jar);
        }
        for (Path jar : given) {
            isOneNamed |= plugins.add(jar);
        }
        if (!isOneNamed) {
            throw new UserException(Printable.line(given.get(0).toString())
                    + ": brings nothing; a plugin names its providers in files of " + SERVICES
                    + ", such as " + SERVICES + "dev.skewer.workloads.target.TargetProvider");
        }
        return plugins;
    }

    private static List<Path> inFolder(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.jar")) {
            List<Path> jars = new ArrayList<>();
            all.forEach(jars::add);
            Collections.sort(jars);
            return jars;
        } catch (IOException e) {
            throw new UserException(Printable.line(folder.toString()) + ": " + IoMessages.of(e), e);
        }
    }

    /** Takes a jar in; whether it names providers of anything. */
    private boolean add(Path jar) {
        String shown = Printable.line(jar.toString());
        if (Files.isDirectory(jar)) {
            throw new UserException(shown + ": is a directory; give a jar");
        }
        try {
            names.putIfAbsent(jar.toRealPath(), shown);
            jar.getFileSystem().provider().checkAccess(jar, AccessMode.READ);
        } catch (IOException e) {
            throw new UserException(shown + ": " + IoMessages.of(e) + "; give a jar", e);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().startsWith(SERVICES) && !entry.isDirectory());
        } catch (IOException | RuntimeException e) {
            throw new UserException(shown + ": is no jar, or a damaged one: " + words(e), e);
        }
    }

    /** The jars that the user named. */
    public List<Path> given() {
        return given;
    }

    /**
     * Does something with them. Everything that they bring is looked up before, so that a plugin that is of no use is told as
     * such, and not only when it is asked for.
     *
     * @throws UserException if one is of no use, or fails for being built for other versions, in one line
     */
    public <T> T during(Callable<T> work) throws Exception {
        if (names.isEmpty()) {
            return work.call();
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        List<URL> jars = new ArrayList<>();
        for (Path jar : names.keySet()) {
            jars.add(jar.toUri().toURL());
        }
        try (PluginClassLoader loader =
                new PluginClassLoader(jars, before == null ? Plugins.class.getClassLoader() : before)) {
            thread.setContextClassLoader(loader);
            return during(work, loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private <T> T during(Callable<T> work, PluginClassLoader loader) throws Exception {
        try {
            lookUp();
            return work.call();
        } catch (RegistryException e) {
            throw damage(e).orElse(new UserException(e.getMessage(), e));
        } catch (Exception | LinkageError e) {
            LinkageError misfit = misfit(e);
            if (misfit == null || !loader.isCauseOf(misfit)) {
                throw e;
            }
            throw damage(e)
                    .orElse(new UserException(
                            String.join(", ", names.values())
                                    + ": built for another version, or a library of it is missing: " + words(misfit),
                            e));
        }
    }

    private static @Nullable LinkageError misfit(@Nullable Throwable failure) {
        return failure == null || failure instanceof LinkageError ? (LinkageError) failure : misfit(failure.getCause());
    }

    private static void lookUp() {
        Checkers.all();
        Workloads.all();
        Targets.all();
        Faults.all();
    }

    /** A complaint about the first jar that cannot be read to its end, which explains what follows from it. */
    private Optional<UserException> damage(Throwable consequence) {
        for (Map.Entry<Path, String> jar : names.entrySet()) {
            String name = "";
            try (JarFile file = new JarFile(jar.getKey().toFile())) {
                for (JarEntry entry : Collections.list(file.entries())) {
                    name = entry.getName() + ": ";
                    try (InputStream in = file.getInputStream(entry)) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                }
            } catch (IOException | RuntimeException e) {
                consequence.addSuppressed(e);
                return Optional.of(new UserException(
                        jar.getValue() + ": is damaged: " + Printable.line(name) + words(e), consequence));
            }
        }
        return Optional.empty();
    }

    private static String words(Throwable e) {
        if (e instanceof IOException io) {
            return IoMessages.of(io);
        }
        String message = e.getMessage();
        String type = e.getClass().getSimpleName();
        return message == null ? type : type + ": " + Printable.line(message);
    }
}
