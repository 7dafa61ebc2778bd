package dev.skewer.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.AtomicFile;
import dev.skewer.results.HostileTexts;
import dev.skewer.results.summary.RunProgress;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Whatever stored runs and runs under way have, the pages of the site are what they are with harmless values; a damaged file is told, and no more. */
class HostilePagesTest {
    private static final Pattern CONTROL = Pattern.compile(
            "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]");
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>.*?</script>", Pattern.DOTALL);

    private static final List<String> TEXTS = Stream.concat(
                    HostileTexts.ALL.stream(), LongStream.range(0, 8).mapToObj(HostileTexts::generated))
            .toList();

    @TempDir
    private Path directory;

    private static String get(RunningSite site, String path) throws Exception {
        HttpResponse<String> answer = site.get(path);
        // On a busy machine a page may be asked for before all runs are read.
        for (int i = 0; i < 600 && answer.headers().firstValue("Refresh").isPresent(); i++) {
            Thread.sleep(100);
            answer = site.get(path);
        }
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /**
     * The elements of a page with the names of their attributes; as XML, which is stricter than HTML. What a filter can be set to is left
     * out, as different texts can be one name of a folder.
     */
    private static String elements(String page) throws Exception {
        assertThat(CONTROL.matcher(page).results().map(MatchResult::group)).isEmpty();
        String xml = SCRIPT.matcher(page)
                .replaceAll("<script$1></script>")
                .replaceFirst("(?i)<!doctype html>", "")
                .replaceAll("<(meta|br|link|input)\\b([^>]*[^/>])>", "<$1$2/>");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        NodeList all = document.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(element -> !element.getTagName().equals("option"))
                .map(HostilePagesTest::names)
                .collect(Collectors.joining("\n"));
    }

    private static String names(Element element) {
        var names = new StringBuilder(element.getTagName());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            names.append(' ').append(element.getAttributes().item(i).getNodeName());
        }
        return names.toString();
    }

    private static RunProgress progress(String text) {
        return StoredRuns.progress(
                RunProgress.Phase.RUNNING,
                Optional.of(new RunProgress.Figures(
                        Duration.ofSeconds(5),
                        Optional.of(Duration.ofSeconds(10)),
                        0,
                        9,
                        3,
                        2,
                        1,
                        Optional.of(new TreeMap<>(Map.of(text, 7L))),
                        text,
                        List.of())));
    }

    @Test
    void ofRunsThatAreListedAndUnderWay() throws Exception {
        Path harmless = Files.createDirectories(directory.resolve("harmless"));
        Path hostile = Files.createDirectories(directory.resolve("hostile"));
        for (int i = 0; i < TEXTS.size(); i++) {
            String plain = "harmless " + i;
            new StoredRuns(harmless).run(plain, plain, List.of("kill"), Validity.FALSE, StoredRuns.START);
            new StoredRuns(hostile).run(TEXTS.get(i), TEXTS.get(i), List.of("kill"), Validity.FALSE, StoredRuns.START);
        }
        try (RunningSite one = RunningSite.of(harmless);
                RunningSite other = RunningSite.of(hostile)) {
            for (String path : List.of("/", "/?page=2", "/?verdict=false")) {
                assertThat(elements(get(other, path))).as(path).isEqualTo(elements(get(one, path)));
            }
            Path plain = new StoredRuns(harmless).running("live", progress("harmless"));
            Path live = new StoredRuns(hostile).running("live", progress("harmless"));
            for (String text : TEXTS) {
                StoredRuns.tell(plain, progress("harmless"));
                StoredRuns.tell(live, progress(text));
                for (String part : List.of("", "?part=live")) {
                    assertThat(elements(get(other, StoredRuns.link(live) + part)))
                            .as(text)
                            .isEqualTo(elements(get(one, StoredRuns.link(plain) + part)));
                }
            }
            assertThat(one.failures()).isEmpty();
            assertThat(other.failures()).isEmpty();
        }
    }

    @Test
    void ofARunUnderWayWhoseFilesAreDamaged() throws Exception {
        var runs = new StoredRuns(directory);
        runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        Path live = runs.running("live", progress("kill"));
        byte[] whole = Files.readAllBytes(live.resolve("progress.json"));
        try (RunningSite site = RunningSite.of(directory)) {
            for (long seed = 0; seed < 40; seed++) {
                AtomicFile.write(live.resolve("progress.json"), damaged(whole, new Random(seed)));
                assertThat(get(site, "/")).as("seed %d", seed).contains("journal on embedded", "2 runs and campaigns");
                assertThat(get(site, StoredRuns.link(live))).as("seed %d", seed).doesNotContain("Exception");
            }
            assertThat(site.failures()).isEmpty();
        }
        for (String content : List.of("", "{", "[]", "{\"schema\":\"progress/9\"}", "[".repeat(100_000))) {
            AtomicFile.write(live.resolve("progress.json"), content);
            // What is listed is a second old at most; this one has just been opened.
            try (RunningSite site = RunningSite.of(directory)) {
                assertThat(get(site, StoredRuns.link(live)))
                        .contains("What it left cannot be read", "progress.json")
                        .doesNotContain("Exception");
                assertThat(get(site, "/?verdict=damaged")).contains("1 of 2 runs", "progress.json");
                assertThat(site.failures()).isEmpty();
            }
        }
    }

    /** Cut off, or with some bits the other way round. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] damaged = Arrays.copyOf(whole, random.nextBoolean() ? whole.length : random.nextInt(whole.length));
        for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }
}
