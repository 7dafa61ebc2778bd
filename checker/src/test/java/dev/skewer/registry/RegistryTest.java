package dev.skewer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
    /** What brings words. */
    public interface Words {
        List<String> words();
    }

    public static final class Birds implements Words {
        @Override
        public List<String> words() {
            return List.of("heron", "snipe");
        }
    }

    public static final class Fish implements Words {
        @Override
        public List<String> words() {
            return List.of("tench", "zander");
        }
    }

    public static final class OtherBirds implements Words {
        @Override
        public List<String> words() {
            return List.of("bittern", "snipe");
        }
    }

    public static final class Nothing implements Words {
        @Override
        @SuppressWarnings("NullAway") // as authors without it do
        public List<String> words() {
            return null;
        }
    }

    public static final class Nameless implements Words {
        @Override
        @SuppressWarnings("NullAway") // as authors without it do
        public List<String> words() {
            return Collections.singletonList(null);
        }
    }

    public static final class BadlyNamed implements Words {
        @Override
        public List<String> words() {
            return List.of("two words");
        }
    }

    public static final class Mute implements Words {
        @Override
        public List<String> words() {
            return List.of("mute");
        }
    }

    public static final class Throwing implements Words {
        @Override
        public List<String> words() {
            throw new IllegalStateException("no words today");
        }
    }

    public static final class Misfit implements Words {
        @Override
        public List<String> words() {
            throw new NoSuchMethodError("'void gone()'");
        }
    }

    public static final class Unmade implements Words {
        public Unmade() {
            throw new IllegalStateException("not made");
        }

        @Override
        public List<String> words() {
            return List.of();
        }
    }

    public static final class Uninitialized implements Words {
        static final int ROOM = Integer.parseInt("room");

        @Override
        public List<String> words() {
            return List.of();
        }
    }

    /** Is no provider of words. */
    public static final class Stranger {}

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private final Registry<Words, String> registry = new Registry<>(
            "word",
            Words.class,
            loader -> ServiceLoader.load(Words.class, loader),
            Words::words,
            word -> Arrays.asList(word, word.equals("mute") ? null : word + " is a word"));

    /** A folder that names providers, as a jar would. */
    private Path plugin(String name, String... lines) {
        try {
            Path folder = directory.resolve(name);
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.write(services.resolve(Words.class.getName()), List.of(lines));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path plugin(String name, Class<?>... providers) {
        return plugin(name, Arrays.stream(providers).map(Class::getName).toArray(String[]::new));
    }

    private <T> T with(List<Path> plugins, Supplier<T> work) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path plugin : plugins) {
            urls.add(plugin.toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), RegistryTest.class.getClassLoader())) {
            return by(loader, work);
        }
    }

    private static <T> T by(ClassLoader loader, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(loader);
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private ThrowingCallable asking(Path... plugins) {
        return () -> with(List.of(plugins), registry::all);
    }

    @Test
    void pluginsJoinInOrderAndOnlyWhereTheThreadSeesThem() throws IOException {
        Path fish = plugin("fish", Fish.class);
        Path birds = plugin("birds", Birds.class);
        assertThat(registry.all()).isEmpty();
        assertThat(with(List.of(fish, birds), registry::names)).containsExactly("tench", "zander", "heron", "snipe");
        assertThat(with(List.of(birds, fish), registry::names)).containsExactly("heron", "snipe", "tench", "zander");
        assertThat(with(List.of(birds), () -> registry.named("snipe"))).hasValue("snipe");
        assertThat(with(List.of(birds), () -> registry.named("tench"))).isEmpty();
        assertThat(registry.named("snipe")).isEmpty();
    }

    @Test
    void aProviderThatIsNamedTwiceIsAskedOnce() throws IOException {
        List<Path> twice = List.of(plugin("a", Birds.class, Birds.class), plugin("b", Birds.class));
        assertThat(with(twice, registry::names)).containsExactly("heron", "snipe");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheOneThatWasMeant() throws IOException {
        Path birds = plugin("birds", Birds.class);
        assertThat(with(List.of(birds), () -> registry.unknown("snip")))
                .isEqualTo("unknown word 'snip'; did you mean 'snipe'?");
        assertThat(with(List.of(birds), () -> registry.unknown("owl")))
                .isEqualTo("unknown word 'owl'; there are heron, snipe");
    }

    @Test
    void oneNameTwiceIsRefusedWithBothOrigins() {
        assertThatThrownBy(asking(plugin("a", Birds.class), plugin("b", OtherBirds.class)))
                .isInstanceOf(RegistryException.class)
                .hasMessage(directory.resolve("b") + ": " + OtherBirds.class.getName()
                        + " brings a second word of the name 'snipe'; the first is from "
                        + directory.resolve("a") + ": " + Birds.class.getName());
    }

    @Test
    void whatAProviderDoesWrongIsToldWithItsJar() {
        String start = directory.resolve("bad") + ": " + RegistryTest.class.getName() + "$";
        assertThatThrownBy(asking(plugin("bad", Nothing.class)))
                .hasMessage(start + "Nothing brings no list of words, but null");
        assertThatThrownBy(asking(plugin("bad", Nameless.class)))
                .hasMessageStartingWith(start + "Nameless brings a word without a name; ");
        assertThatThrownBy(asking(plugin("bad", BadlyNamed.class)))
                .hasMessageStartingWith(start + "BadlyNamed brings a word that is called 'two words'; ");
        assertThatThrownBy(asking(plugin("bad", Mute.class)))
                .hasMessage(start + "Mute does not say what its word 'mute' is");
        assertThatThrownBy(asking(plugin("bad", Throwing.class)))
                .hasMessage(start + "Throwing breaks down: IllegalStateException: no words today");
    }

    @Test
    void aProviderThatCannotBeHadIsToldWithItsJar() {
        String start = directory.resolve("bad") + ": ";
        String nested = RegistryTest.class.getName() + "$";
        assertThatThrownBy(asking(plugin("good", Birds.class), plugin("bad", "own.Missing")))
                .isInstanceOf(RegistryException.class)
                .hasMessage(start + "Provider own.Missing not found");
        assertThatThrownBy(asking(plugin("bad", Stranger.class))).hasMessage(start + nested + "Stranger is no Words");
        assertThatThrownBy(asking(plugin("bad", Unmade.class)))
                .hasMessage(start + "Provider " + nested
                        + "Unmade could not be instantiated: IllegalStateException: not made");
        assertThatThrownBy(asking(plugin("bad", Uninitialized.class)))
                .hasMessageStartingWith(start + "Provider " + nested
                        + "Uninitialized could not be instantiated: NumberFormatException: ");
        assertThatThrownBy(asking(plugin("bad", Misfit.class)))
                .hasMessage(start + "built for another version, or a library of it is missing:"
                        + " NoSuchMethodError: 'void gone()'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "1.2", "a\u0000b", "..", "Ü ?"})
    void aFileThatNamesNoClassIsToldWithItsJar(String line) {
        assertThatThrownBy(asking(plugin("bad", line)))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(directory.resolve("bad") + ": ");
    }

    /** A class file of the version of a later Java, and one that is none. */
    @Test
    void classesThatCannotBeLoadedAreToldWithTheirJar() throws IOException {
        byte[] birds;
        String file = Birds.class.getName().replace('.', '/') + ".class";
        try (InputStream in = RegistryTest.class.getResourceAsStream("/" + file)) {
            birds = Objects.requireNonNull(in).readAllBytes();
        }
        byte[] late = new String(birds, StandardCharsets.ISO_8859_1)
                .replace("RegistryTest$Birds", "RegistryTest$Larks")
                .getBytes(StandardCharsets.ISO_8859_1);
        late[7] = 99;
        Path bad = plugin("bad", Birds.class.getName().replace("Birds", "Larks"));
        Path target = bad.resolve(file.replace("Birds", "Larks"));
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.write(target, late);
        assertThatThrownBy(asking(bad))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(bad + ": ")
                .hasMessageContaining("more recent version of the Java Runtime (class file version 99.0)");
        Files.write(target, new byte[] {1, 2, 3});
        assertThatThrownBy(asking(bad))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(bad + ": ")
                .hasMessageContaining("ClassFormatError");
    }

    @Test
    void aPluginIsToldFromWhatIsBesideTheRegistry() throws IOException {
        Path birds = plugin("birds", Birds.class);
        assertThat(with(List.of(birds), () -> registry.plugin("snipe"))).hasValue(birds.toString());
        assertThat(with(List.of(birds), () -> registry.plugin("owl"))).isEmpty();
    }

    @Test
    void whatAThreadIsGivenComesAfterPluginsAndReachesThreadsThatItStarts() throws Exception {
        Path fish = plugin("fish", Fish.class);
        Words given = () -> List.of("owl");
        List<String> seen = with(
                List.of(fish),
                () -> by(given("a test", given), () -> {
                    List<String> inside = new ArrayList<>(registry.names());
                    Thread other = new Thread(() -> inside.addAll(registry.names()));
                    other.start();
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    assertThat(registry.plugin("owl")).hasValue("a test");
                    return inside;
                }));
        assertThat(seen).containsExactly("tench", "zander", "owl", "tench", "zander", "owl");
        assertThat(registry.names()).isEmpty();
    }

    @Test
    void ofWhatIsGivenANameThatIsTakenIsRefused() {
        Words given = () -> List.of("heron");
        assertThatThrownBy(() ->
                        with(List.of(plugin("birds", Birds.class)), () -> by(given("a test", given), registry::names)))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("a test: ")
                .hasMessageContaining("brings a second word of the name 'heron'; the first is from "
                        + directory.resolve("birds") + ": " + Birds.class.getName());
    }

    private static ClassLoader given(String origin, Words words) {
        return GivenProviders.of(
                origin, Words.class, List.of(words), Thread.currentThread().getContextClassLoader());
    }
}
