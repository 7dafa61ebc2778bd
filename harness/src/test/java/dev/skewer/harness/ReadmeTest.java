package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.harness.campaign.CampaignFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What README and the documentation name is there, and the tour's commands run as they are written. */
@EnabledOnOs(OS.LINUX)
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```$");

    /** The commands whose exit code the tour's text tells, or the comment behind them. */
    private static final Map<String, Integer> CODES = Map.of(
            "./skewer test --isolation committed", 1,
            "./skewer test --defect half-snapshot", 1,
            // The run before it.
            "./skewer check --model journal --stats results/runs/latest/history.edn.zst", 1,
            "./skewer check --model journal mine.edn", 1,
            "./skewer check --model register --initial 0 --view register.html register.edn", 1,
            "./skewer test --target h2 --isolation repeatable-read", 1,
            "./skewer test --workload bank --target sqlite --isolation autocommit", 1,
            "./skewer test --workload queue --target hsqldb --isolation read-committed --fail-fast", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private record Done(int code, String out, String err) {}

    @BeforeEach
    void aCheckoutWithACommandThatIsBuilt() throws IOException {
        Path launcher =
                Files.writeString(folder.resolve("skewer"), SkewerJvm.script("-Xmx1g", "-Dskewer.program=./skewer"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Done run(String command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(command).isTrue();
        return new Done(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** The commands of a text's blocks and of its words between backquotes, in order; a document behind a command belongs to it. */
    private static List<String> commands(String text) {
        var commands = new ArrayList<String>();
        Matcher code = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```$|`(\\./skewer [^`]*)`")
                .matcher(text);
        while (code.find()) {
            if (code.group(3) != null) {
                commands.add(code.group(3));
                continue;
            }
            if (!code.group(1).isEmpty()) {
                continue;
            }
            StringBuilder document = new StringBuilder();
            for (String line : code.group(2).lines().toList()) {
                document.append(line).append('\n');
                boolean isOpen = document.indexOf("<<'EDN'") >= 0 && !line.equals("EDN");
                if (!isOpen) {
                    commands.add(document.toString().replaceAll("\\s+#.*", "").strip());
                    document.setLength(0);
                }
            }
        }
        return commands;
    }

    private static String section(String heading) throws IOException {
        String text = Files.readString(README);
        int from = text.indexOf("## " + heading + "\n");
        assertThat(from).as(heading).isNotNegative();
        int to = text.indexOf("\n## ", from);
        return text.substring(from, to);
    }

    @Test
    @Tag("thorough")
    void eachCommandOfTheTourIsUnderstood() throws Exception {
        List<String> commands = commands(section("Ten minutes"));
        assertThat(commands).hasSizeGreaterThan(14).anyMatch(command -> command.contains("doctor"));
        for (String command : commands) {
            if (command.startsWith("./skewer campaign")) {
                // It takes minutes; the test below runs it.
                continue;
            }
            Done done = run(command.startsWith("./skewer test") ? command + " --ops 400" : command);
            assertThat(done.code()).as("%s: %s", command, done).isIn(0, 1, 2);
            assertThat(done.err()).as(command).doesNotContain("skewer: ");
        }
        assertThat(folder.resolve("register.html")).exists();
    }

    @Test
    @Tag("slow")
    void eachCommandOfTheTourEndsAsItSays() throws Exception {
        for (String command : commands(section("Ten minutes"))) {
            Done done = run(command);
            assertThat(done.code()).as("%s: %s", command, done).isEqualTo(CODES.getOrDefault(command, 0));
        }
        assertThat(commands(section("Two commands"))).first().isEqualTo("./skewer campaign");
        assertThat(run("./skewer campaign").code()).isZero();
    }

    @Test
    void theToursCampaignIsOne() throws IOException {
        Matcher fences = FENCE.matcher(section("Ten minutes"));
        List<String> campaigns = new ArrayList<>();
        while (fences.find()) {
            if (fences.group(1).equals("yaml")) {
                campaigns.add(fences.group(2));
            }
        }
        assertThat(campaigns).hasSize(1);
        assertThat(CampaignFile.parse(campaigns.get(0), "README.md", null).cells())
                .hasSizeGreaterThan(20);
    }

    @Test
    void whateverTheDocumentationLinksToIsThere() throws IOException {
        List<Path> pages;
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            pages = Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(README, ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("CHANGELOG.md")))
                    .toList();
        }
        int links = 0;
        for (Path page : pages) {
            Matcher link = LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*")) {
                    String[] parts = target.split("#", 2);
                    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                    assertThat(file).as("%s: %s", page, target).exists();
                    if (parts.length == 2) {
                        assertThat(anchors(file)).as("%s: %s", page, target).contains(parts[1]);
                    }
                    links++;
                }
            }
        }
        assertThat(links).isGreaterThan(50);
    }

    /** The headings of a page as they are linked to: in lower case, with hyphens for blanks and without other signs. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
