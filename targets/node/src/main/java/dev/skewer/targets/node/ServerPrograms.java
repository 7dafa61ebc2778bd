package dev.skewer.targets.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the programs of servers: in the folders that {@value #VARIABLE} names, each of which is where programs are, or the root of
 * unpacked packages; then where a shell finds programs; then where Debian puts what it leaves out of the path.
 */
public final class ServerPrograms {
    /** The environment variable: folders, separated as those of {@code PATH} are. */
    public static final String VARIABLE = "SKEWER_SERVERS";

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    /** Where programs are below a root. */
    private static final List<String> PLACES = List.of("", "bin", "sbin", "usr/bin", "usr/sbin");
    /** Where libraries are below a root; Debian has another such folder for each architecture. */
    private static final List<String> LIBRARIES = List.of("lib", "usr/lib");

    private final Function<String, String> environment;

    /** Those that an environment leads to. */
    ServerPrograms(Function<String, String> environment) {
        this.environment = environment;
    }

    /** Those of this machine. */
    public static ServerPrograms ofThisMachine() {
        return new ServerPrograms(name -> System.getenv().getOrDefault(name, ""));
    }

    /**
     * A program.
     *
     * @param file where it is
     * @param root of the unpacked packages that it belongs to; null if it is installed
     */
    public record Found(Path file, @Nullable Path root) {
        /** What has to be in its environment so that it finds its libraries. */
        public Map<String, String> environment() {
            if (root == null) {
                return Map.of();
            }
            List<String> folders = new ArrayList<>();
            for (String place : LIBRARIES) {
                Path folder = root.resolve(place);
                folders.add(folder.toString());
                subfolders(folder)
                        .filter(each -> String.valueOf(each.getFileName()).contains("-linux-"))
                        .forEach(each -> folders.add(each.toString()));
            }
            return Map.of("LD_LIBRARY_PATH", String.join(File.pathSeparator, folders));
        }
    }

    /**
     * Finds one.
     *
     * @param name of the file
     * @param product the folder below {@code lib} in which Debian keeps programs by their version, such as {@code postgresql}; the newest
     *     is taken
     */
    public Optional<Found> find(String name, String product) {
        Stream<Found> named = folders(environment.apply(VARIABLE))
                .flatMap(root -> inside(root, name, product).map(file -> new Found(file, root)));
        Stream<Found> installed = Stream.of(
                        folders(environment.apply("PATH")).map(folder -> folder.resolve(name)),
                        inside(Path.of("/"), name, product))
                .flatMap(files -> files)
                .map(file -> new Found(file, null));
        return Stream.concat(named, installed)
                .filter(found -> Files.isRegularFile(found.file()) && Files.isExecutable(found.file()))
                .findFirst();
    }

    private static Stream<Path> folders(String path) {
        return SEPARATOR
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).toAbsolutePath().normalize());
    }

    private static Stream<Path> inside(Path root, String name, String product) {
        return Stream.concat(
                PLACES.stream().map(place -> root.resolve(place).resolve(name)),
                subfolders(root.resolve("usr/lib").resolve(product))
                        .map(version -> version.resolve("bin").resolve(name)));
    }

    /** Those of a folder, the newest version first; none if it is not there. */
    private static Stream<Path> subfolders(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all
                    .filter(Files::isDirectory)
                    .sorted(Comparator.comparingInt(ServerPrograms::version).reversed())
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static int version(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }
}
