package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jars that are not Skewer's, as they come: whole, damaged, and for other versions. */
class PluginsTest {
    private static final String TARGETS = "dev.skewer.workloads.target.TargetProvider";
    private static final String CHECKERS = "dev.skewer.checker.CheckerProvider";

    /** A register in memory, shared by all. NAME, WORD and BODY are filled in. */
    private static final String CELLAR = """
            package own;

            import dev.skewer.workloads.register.RegisterConnection;
            import dev.skewer.workloads.target.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;

            public final class Cellar implements TargetProvider, Target {
                private final Map<Long, Long> values = new ConcurrentHashMap<>();

                public List<TargetType> targets() {
                    BODY
                    return List.of(TargetType.named("NAME", settings -> OPENED)
                            .described(WORD, "It keeps wine.")
                            .isolations(List.of("cool", "cold"), "cold")
                            .options(new TargetOption("shelf", "Which shelf.", "top"))
                            .protocols(Set.of(RegisterConnection.class))
                            .build());
                }

                public <C extends Connection> C connect(Class<C> protocol) {
                    return protocol.cast(new RegisterConnection() {
                        public Long read(long key) {
                            // So that operations overlap, on however busy a machine.
                            Thread.yield();
                            return values.get(key);
                        }
                        public void write(long key, long value) { values.put(key, value); }
                        public boolean compareAndSet(long key, long from, long to) {
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

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private Shell.Done run(String... args) {
        return new Shell(directory).run(args);
    }

    private PluginJar cellar(String name, String word, String body, String opened, Path... libraries)
            throws IOException {
        return new PluginJar(directory)
                .service(TARGETS, "own.Cellar")
                .source(
                        "own.Cellar",
                        CELLAR.replace("NAME", name)
                                .replace("WORD", word)
                                .replace("BODY", body)
                                .replace("OPENED", opened),
                        libraries);
    }

    private PluginJar cellar() throws IOException {
        return cellar("cellar", "\"A cellar.\"", "", "new Cellar()");
    }

    private void isRefused(String jar, String... complaint) {
        for (String[] args : new String[][] {
            {"list", "models", "--plugin", jar},
            {"explain", "read-skew", "--plugin", jar},
            {"test", "--ops", "1", "--plugin", jar},
            {"check", "--model", "journal", "none.edn", "--plugin", jar},
            {"campaign", "databases", "--plugin", jar}
        }) {
            Shell.Done done = run(args);
            assertThat(done.code()).as(done.toString()).isEqualTo(254);
            assertThat(done.out()).isEmpty();
            assertThat(done.err().lines()).hasSize(1);
            assertThat(done.err()).startsWith("skewer: ").contains(complaint);
        }
    }

    @Test
    void aTargetOfAPluginIsOneLikeTheOthers() throws Exception {
        cellar().write("own.jar");
        assertThat(run("list", "targets").out()).doesNotContain("cellar");
        assertThat(run("list", "targets", "--plugin", "own.jar").out())
                .containsPattern("cellar +A cellar[.] +own[.]jar\n");
        JsonNode listed = new JsonMapper()
                .readTree(
                        run("list", "targets", "--json", "--plugin", "own.jar").out());
        assertThat(listed.get(0).has("plugin")).isFalse();
        assertThat(listed.get(listed.size() - 1).get("plugin").asString()).isEqualTo("own.jar");
        assertThat(run("explain", "cellar", "--plugin", "own.jar").out())
                .contains(
                        "cellar (target, from own.jar)",
                        "--isolation cool|cold (default: cold)",
                        "--target-option shelf=…: Which shelf. (default: top)",
                        "Workloads: register.",
                        "  skewer test --target cellar --workload register --plugin own.jar\n");
        Shell.Done done = run(
                "test",
                "--workload",
                "register",
                "--target",
                "cellar",
                "--keys",
                "1",
                "--ops",
                "40000",
                "--plugin",
                "own.jar");
        assertThat(done.code()).as(done.toString()).isZero();
        assertThat(done.out())
                .containsPattern("check +./skewer check --model cas-register --plugin own.jar results/")
                .containsPattern("again +./skewer test --plugin own.jar --workload register --target cellar ")
                .contains("--target-option shelf=top");
        assertThat(run("test", "--target", "cellar", "--plugin", "own.jar").err())
                .startsWith(
                        "skewer: target 'cellar' cannot run workload 'journal'; these can: embedded, process, h2, ");
        Files.writeString(
                directory.resolve("c.yaml"), "tests: [{workload: register, target: cellar, ops: 4000, keys: 1}]");
        assertThat(run("campaign", "c.yaml", "--plugin", "own.jar").out()).contains("register cellar cold");
        assertThat(run("campaign", "c.yaml").err()).contains("unknown target 'cellar'");
    }

    @Test
    void jarsBesideTheLauncherAreAlwaysThere() throws Exception {
        cellar("attic", "\"An attic.\"", "", "new Cellar()").write("plugins/b.jar");
        new PluginJar(directory).file("own/nothing.txt", new byte[0]).write("plugins/a-library.jar");
        Files.writeString(directory.resolve("plugins/README.md"), "no jar");
        assertThat(run("list", "targets").out()).containsPattern("attic +An attic[.] +plugins/b[.]jar\n");
        Shell.Done done = run("test", "--workload", "register", "--target", "attic", "--keys", "1", "--ops", "40000");
        assertThat(done.code()).as(done.toString()).isZero();
        assertThat(done.out()).doesNotContain("--plugin");
        // The same jar by its name, by another name, and twice.
        Files.createSymbolicLink(directory.resolve("link.jar"), directory.resolve("plugins/b.jar"));
        assertThat(run("list", "targets", "--plugin", "link.jar", "--plugin", "plugins/b.jar", "--plugin", "link.jar")
                        .code())
                .isZero();
        Files.writeString(directory.resolve("plugins/c.jar"), "no jar");
        assertThat(run("list", "faults").complaint()).contains("plugins/c.jar: is no jar, or a damaged one: ");
    }

    @Test
    void aJarThatMustNotBeReadIsToldAsThat() throws Exception {
        cellar("cellar", "\"A cellar.\"", "", "new Cellar()").write("own.jar");
        Path jar = directory.resolve("own.jar");
        Files.setPosixFilePermissions(jar, Set.of());
        assumeFalse(Files.isReadable(jar), "a superuser reads everything");
        assertThat(run("list", "targets", "--plugin", "own.jar").complaint())
                .endsWith("own.jar: permission denied; give a jar");
    }

    @Test
    void aPluginFindsLibrariesThatLieBesideIt() throws Exception {
        Path library = new PluginJar(directory)
                .source(
                        "own.Shelf",
                        "package own; public class Shelf { public static String word() { return \"Oak.\"; } }")
                .write("shelf.jar");
        cellar("cellar", "Shelf.word()", "", "new Cellar()", library).write("own.jar");
        assertThat(run("list", "targets", "--plugin", "own.jar", "--plugin", "shelf.jar")
                        .out())
                .contains("Oak.");
        isRefused("own.jar", "own.jar: ", "a library of it is missing: NoClassDefFoundError: own/Shelf");
    }

    @Test
    void twoVersionsOfAPluginAreNotMixed() throws Exception {
        cellar("cellar", "\"Old.\"", "", "new Cellar()").write("plugins/cellar-1.jar");
        cellar("cellar", "\"New.\"", "", "new Cellar()").write("plugins/cellar-2.jar");
        Shell.Done done = run("list", "targets");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.complaint())
                .endsWith("cellar-2.jar: names own.Cellar, as does "
                        + directory.toRealPath().resolve("plugins/cellar-1.jar") + "; leave one of the two out");
        assertThat(run("list", "--help").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my own.jar", "#1.jar", "50%.jar", "a!b.jar", "größe.jar", "-x.jar", "it's+1?.jar"})
    void anyNameOfAJarWillDo(String name) throws Exception {
        cellar().write(name);
        Shell.Done done =
                run("test", "--workload", "register", "--target", "cellar", "--ops", "20", "--plugin=" + name);
        assertThat(done.err()).isEmpty();
        assertThat(run("list", "targets", "--plugin=" + name).out()).contains("  " + name + "\n");
        // What is printed works when it is pasted.
        String again = done.out()
                .lines()
                .filter(line -> line.startsWith("again"))
                .findFirst()
                .orElseThrow();
        Process echo =
                new ProcessBuilder("sh", "-c", again.replaceFirst("again +./skewer", "printf '%s\\\\n'")).start();
        assertThat(new String(echo.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("test\n--plugin\n" + (name.startsWith("-") ? "./" : "") + name + "\n--workload\n");
    }

    /** Whoever tests a version of a database means that one, and not the one that Skewer happens to have. */
    @Test
    void aPluginHasItsOwnLibrariesWhereSkewerHasOthersOfTheName() throws Exception {
        Path library = new PluginJar(directory)
                .source(
                        "org.h2.Driver",
                        "package org.h2; public class Driver { public static String word() { return \"Another.\"; } }")
                .write("h2-0.1.jar");
        cellar("cellar", "org.h2.Driver.word()", "", "new Cellar()", library).write("own.jar");
        Shell.Done done = run("list", "targets", "--plugin", "own.jar", "--plugin", "h2-0.1.jar");
        assertThat(done.out()).contains("Another.");
        assertThat(run(
                                "test",
                                "--target",
                                "h2",
                                "--workload",
                                "register",
                                "--ops",
                                "400",
                                "--keys",
                                "1",
                                "--plugin",
                                "h2-0.1.jar",
                                "--plugin",
                                "own.jar")
                        .err())
                .isEmpty();
    }

    @Test
    void whatIsNoJarIsRefused() throws Exception {
        isRefused("none.jar", "none.jar: no such file");
        isRefused("", "'' is no file name");
        Files.createDirectory(directory.resolve("folder.jar"));
        isRefused("folder.jar", "folder.jar: is a directory; give a jar");
        Files.writeString(directory.resolve("text.jar"), "text");
        isRefused("text.jar", "text.jar: is no jar, or a damaged one: ");
        Files.createFile(directory.resolve("empty.jar"));
        isRefused("empty.jar", "empty.jar: is no jar, or a damaged one: ");
        new PluginJar(directory).file("a.txt", new byte[3]).write("useless.jar");
        isRefused("useless.jar", "useless.jar: brings nothing; ");
    }

    @Test
    void whatIsDamagedIsToldAsSuch() throws Exception {
        byte[] jar = Files.readAllBytes(cellar().write("whole.jar"));
        for (int length : new int[] {1, 20, jar.length / 2, jar.length - 1}) {
            Files.write(directory.resolve("cut.jar"), java.util.Arrays.copyOf(jar, length));
            isRefused("cut.jar", "cut.jar: is no jar, or a damaged one: ");
        }
        // In the middle of the compressed bytes of the class.
        String text = new String(jar, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("own/Cellar.class") + 200;
        for (int i = 0; i < 40; i++) {
            jar[at + i] = (byte) ~jar[at + i];
        }
        Files.write(directory.resolve("flipped.jar"), jar);
        isRefused("flipped.jar", "flipped.jar: is damaged: own/Cellar.class: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"own.Missing", "org.h2.Driver", "no name"})
    void aProviderThatIsNoneIsRefused(String name) throws Exception {
        cellar().service(TARGETS, name).write("own.jar");
        isRefused("own.jar", "own.jar: ");
    }

    @Test
    void aProviderThatThrowsOrRepeatsANameIsRefused() throws Exception {
        cellar("cellar", "\"\"", "if (true) throw new IllegalStateException(\"closed\\nfor good\");", "new Cellar()")
                .write("own.jar");
        isRefused("own.jar", "own.jar: own.Cellar breaks down: IllegalStateException: closed");
        cellar("h2", "\"\"", "", "new Cellar()").write("own.jar");
        isRefused("own.jar", "own.jar: own.Cellar brings a second target of the name 'h2'; the first is from ", "jdbc");
        cellar("cellar", "null", "", "new Cellar()").write("own.jar");
        isRefused("own.jar", "own.jar: own.Cellar does not say what its target 'cellar' is");
        cellar("the cellar", "\"\"", "", "new Cellar()").write("own.jar");
        isRefused("own.jar", "own.Cellar brings a target that is called 'the cellar'; names are letters, ");
        new PluginJar(directory)
                .service(CHECKERS, "own.Judge")
                .source(
                        "own.Judge",
                        "package own; public class Judge implements " + CHECKERS + " { public java.util.List<"
                                + "dev.skewer.checker.Checker> checkers() { return null; } }")
                .write("judge.jar");
        isRefused("judge.jar", "own.Judge brings no list of models, but null");
    }

    @Test
    void aPluginForAnotherVersionIsRefused() throws Exception {
        cellar().changing("own/Cellar.class", bytes -> {
                    byte[] late = bytes.clone();
                    late[7] = 99;
                    return late;
                })
                .write("own.jar");
        isRefused("own.jar", "own.jar: own/Cellar has been compiled by a more recent version of the Java Runtime");
        // It calls a method that this version of Skewer does not have.
        cellar().changing(
                        "own/Cellar.class",
                        bytes -> new String(bytes, StandardCharsets.ISO_8859_1)
                                .replace("isolations", "isolatoins")
                                .getBytes(StandardCharsets.ISO_8859_1))
                .write("own.jar");
        isRefused("own.jar", "own.jar: built for another version", "NoSuchMethodError", "isolatoins");
    }

    @Test
    void whatDoesNotFitOnlyWhenItIsUsedIsToldAsThePluginsToo() throws Exception {
        Path library = new PluginJar(directory)
                .source(
                        "own.Late",
                        "package own; public class Late { public static Cellar open() { return new Cellar(); } }",
                        cellar().write("whole.jar"))
                .write("late.jar");
        cellar("cellar", "\"\"", "", "Late.open()", library)
                .without("own/Late.class")
                .write("own.jar");
        Shell.Done done =
                run("test", "--workload", "register", "--target", "cellar", "--ops", "9", "--plugin", "own.jar");
        assertThat(done.code()).as(done.toString()).isEqualTo(254);
        assertThat(done.err())
                .endsWith("own.jar: built for another version, or a library of it is missing:"
                        + " NoClassDefFoundError: own/Late\n");
    }
}
