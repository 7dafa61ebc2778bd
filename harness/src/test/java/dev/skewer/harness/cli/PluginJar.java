package dev.skewer.harness.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes jars of Java source, as an author of a plugin would. */
final class PluginJar {
    private final Path directory;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** @param directory for whatever the making needs */
    PluginJar(Path directory) {
        this.directory = directory;
    }

    /** Names providers. */
    PluginJar service(String service, String... providers) {
        return file("META-INF/services/" + service, String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
    }

    PluginJar file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Compiles a class with all that the tests have, and other jars. */
    PluginJar source(String className, String source, Path... jars) throws IOException {
        Path sources = Files.createTempDirectory(directory, "sources");
        Path classes = Files.createTempDirectory(directory, "classes");
        Path file = sources.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        var path = new ArrayList<String>();
        Stream.of(jars).forEach(jar -> path.add(jar.toString()));
        path.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var complaints = new StringWriter();
        boolean isCompiled = compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of(
                                "-d",
                                classes.toString(),
                                "-cp",
                                String.join(java.io.File.pathSeparator, path),
                                "-proc:none"),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                .call();
        if (!isCompiled) {
            throw new IllegalArgumentException(complaints.toString());
        }
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                file(classes.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
        return this;
    }

    PluginJar without(String name) {
        files.remove(name);
        return this;
    }

    /** Changes a file that is there. */
    PluginJar changing(String name, UnaryOperator<byte[]> change) {
        files.computeIfPresent(name, (same, content) -> change.apply(content));
        return this;
    }

    Path write(String name) throws IOException {
        Path jar = directory.resolve(name);
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry(file.getKey()));
                entries.write(file.getValue());
                entries.closeEntry();
            }
        }
        return jar;
    }
}
