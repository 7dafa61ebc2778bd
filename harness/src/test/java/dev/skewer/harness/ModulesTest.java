package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Checkers;
import dev.skewer.workloads.Workloads;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The two jars that others use, as modules. */
class ModulesTest {
    private static final String CHECKER = "dev.skewer.checker";
    private static final String WORKLOADS = "dev.skewer.workloads";

    /**
     * What nobody else sees, for it may be otherwise tomorrow: the checkers of journals and of transactions, what the package of models rests on, and the
     * way from a history's file to its events.
     */
    private static boolean isInternal(String packageName) {
        return packageName.startsWith("dev.skewer.checker.journal")
                || packageName.startsWith("dev.skewer.checker.transaction")
                || packageName.equals("dev.skewer.checker.column")
                || packageName.startsWith("dev.skewer.checker.invariant")
                || packageName.startsWith("dev.skewer.checker.linear.")
                || (packageName.startsWith("dev.skewer.history.") && !packageName.equals("dev.skewer.history.file"));
    }

    private static final ModuleFinder CLASS_PATH = ModuleFinder.of(
            Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator, -1))
                    .filter(entry -> entry.matches(
                            ".*(checker|workloads|zstd-jni|HdrHistogram|slf4j-api|jspecify)[^/]*(/target/classes)?"))
                    .map(Path::of)
                    .toArray(Path[]::new));

    private static final List<String> WORKLOAD_NAMES = Workloads.names();
    private static final List<String> CHECKER_NAMES = Checkers.names();

    private static ModuleDescriptor module(String name) {
        return CLASS_PATH.find(name).orElseThrow().descriptor();
    }

    @Test
    void allPackagesAreExportedButInternals() {
        for (String name : List.of(CHECKER, WORKLOADS)) {
            ModuleDescriptor module = module(name);
            Set<String> wanted = new TreeSet<>(module.packages());
            wanted.removeIf(ModulesTest::isInternal);
            assertThat(module.exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
            assertThat(module.exports().stream().map(ModuleDescriptor.Exports::source))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    /** On the class path a file says so, on the module path the module does. */
    @Test
    void providersAreTheSameOnBothPaths() throws IOException {
        for (String name : List.of(CHECKER, WORKLOADS)) {
            Map<String, Set<String>> files = new TreeMap<>();
            try (var reader = CLASS_PATH.find(name).orElseThrow().open()) {
                for (String file : reader.list()
                        .filter(file -> file.matches("META-INF/services/.+"))
                        .toList()) {
                    try (InputStream in = reader.open(file).orElseThrow()) {
                        files.put(
                                file.substring("META-INF/services/".length()),
                                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                        .lines()
                                        .collect(Collectors.toSet()));
                    }
                }
            }
            assertThat(module(name).provides().stream()
                            .collect(Collectors.toMap(
                                    ModuleDescriptor.Provides::service, each -> Set.copyOf(each.providers()))))
                    .isEqualTo(files);
        }
    }

    @Test
    void theRegistriesWorkOnTheModulePath() throws ReflectiveOperationException {
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(CLASS_PATH, ModuleFinder.of(), Set.of(CHECKER, WORKLOADS));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
                .findLoader(WORKLOADS);
        // As where the program itself is on the module path: then threads have this loader.
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            namesAreTheSame(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void namesAreTheSame(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> workloads = loader.loadClass(Workloads.class.getName());
        assertThat(workloads.getModule().getName()).isEqualTo(WORKLOADS);
        assertThat(workloads.getMethod("names").invoke(null)).isEqualTo(WORKLOAD_NAMES);
        assertThat(loader.loadClass(Checkers.class.getName()).getMethod("names").invoke(null))
                .isEqualTo(CHECKER_NAMES);
    }
}
