package dev.skewer.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a value, a name or a note has, each report is what it is with harmless ones: everything parses, and nothing becomes markup or a command. */
class HostileReportsTest {
    /** Longer than anything that is shown whole. */
    private static final int LONG = 1 << 18;

    private static final int MEBIBYTE = 1 << 20;
    private static final String HARMLESS = "harmless";
    /** How Markdown says that not all had room. */
    private static final String LEFT_OUT = "**Cut** to";
    /** What no report may have, but as what it stands for. */
    private static final Pattern CONTROL = Pattern.compile(
            "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]");
    /** What GitHub makes a link of, also where it was written with character references. */
    private static final Pattern LINK =
            Pattern.compile("@\\w|#\\d|(?i:gh-\\d)|https?://|www\\.\\w|\\$\\w", Pattern.UNICODE_CHARACTER_CLASS);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);

    static Stream<String> texts() {
        return Stream.concat(HostileTexts.ALL.stream(), Stream.of(HostileTexts.TOGETHER, "m".repeat(LONG)));
    }

    /**
     * What is the same in the reports of a summary whatever its texts are; nothing of pages and pictures where it has none.
     *
     * @param elements of the page
     * @param code that runs in the page
     * @param shapes of the picture
     * @param tags of the Markdown, as HTML
     * @param cases of the JUnit report, how many
     * @param caseElements of the JUnit report
     * @param fields of SARIF
     * @param annotations of GitHub, how many
     */
    private record Form(
            String elements,
            List<String> code,
            String shapes,
            String tags,
            int cases,
            String caseElements,
            List<String> fields,
            long annotations) {
        static Form of(Summary summary) {
            boolean hasPage = !(summary instanceof CheckSeries);
            String page = hasPage ? Rendered.text("html", summary) : "";
            String junit = Rendered.text("junit", summary);
            return new Form(
                    hasPage ? HostileReportsTest.elements(wellFormed(page)) : "",
                    HostileReportsTest.code(page),
                    hasPage ? HostileReportsTest.elements(Rendered.xml(Rendered.text("svg", summary))) : "",
                    HostileReportsTest.tags(Rendered.html(Rendered.text("markdown", summary))),
                    Rendered.junit(junit).getTestCases().size(),
                    HostileReportsTest.elements(Rendered.xml(junit)),
                    HostileReportsTest.fields(Rendered.sarif(Rendered.text("sarif", summary))),
                    Rendered.text("github", summary).lines().count());
        }
    }

    /** What each is compared with, made once. */
    private static final List<Form> HARMLESS_FORMS =
            summaries(HARMLESS).stream().map(Form::of).toList();

    private static List<Summary> summaries(String text) {
        return List.of(
                Samples.run(Samples.skewed(text), text),
                Samples.run(Samples.clean(Validity.UNKNOWN, 0), text),
                Samples.check(Samples.skewed(text), text),
                Samples.series(text),
                Samples.campaign(text),
                Samples.gated(text));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingBecomesMarkupOrACommand(String text) throws IOException {
        assertHarmless(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neitherDoesWhatIsPutTogether(long seed) throws IOException {
        assertHarmless(HostileTexts.generated(seed));
    }

    @Test
    @Tag("slow")
    void neitherDoesMuchLonger() throws IOException {
        assertHarmless("m".repeat(MEBIBYTE));
    }

    @Test
    @Tag("slow")
    void neitherDoesMuchMore() throws IOException {
        for (long seed = 5; seed < 1_000; seed++) {
            try {
                assertHarmless(HostileTexts.generated(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void assertHarmless(String text) throws IOException {
        List<Summary> hostile = summaries(text);
        List<Form> harmless = HARMLESS_FORMS;
        // The longest text in a run and in a campaign only, as it stands in very many fields.
        int step = text.length() < LONG ? 1 : hostile.size() - 2;
        for (int i = 0; i < hostile.size(); i += step) {
            if (!(hostile.get(i) instanceof CheckSeries)) {
                html(hostile.get(i), harmless.get(i));
                pictures(hostile.get(i), harmless.get(i));
            }
            markdown(hostile.get(i), harmless.get(i));
            junit(hostile.get(i), harmless.get(i));
            sarif(hostile.get(i), harmless.get(i));
            annotations(hostile.get(i), harmless.get(i));
        }
        BufferedImage image = image(hostile.get(0));
        assertThat(image.getWidth() * image.getHeight()).isPositive();
        // What no file can hold is a question mark in it. The longest text once, as it stands in very many fields.
        List<Summary> stored = summaries(new String(text.getBytes(UTF_8), UTF_8));
        int documents = text.length() < LONG ? stored.size() : 1;
        for (int i = 0; i < documents; i++) {
            json(hostile.get(i), stored.get(i));
        }
    }

    private static void html(Summary hostile, Form harmless) {
        String page = Rendered.text("html", hostile);
        assertClean(page);
        Document document = wellFormed(page);
        assertThat(elements(document)).isEqualTo(harmless.elements());
        assertThat(code(page)).isEqualTo(harmless.code());
        data(page).forEach(json -> {
            assertThat(json).doesNotContain("<");
            assertThat(JSON.readTree(json).isContainer()).isTrue();
        });
        all(document).forEach(element -> {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                String value = element.getAttributes().item(i).getNodeValue();
                assertThat(name).doesNotStartWith("on");
                if (name.equals("href") || name.equals("src")) {
                    assertThat(value)
                            .as("a path")
                            .matches("#?[A-Za-z0-9._~%/-]+")
                            .doesNotStartWith("//");
                }
            }
        });
    }

    /** As XML, which is stricter than HTML; but for what is in scripts, which ends at their end tags and nowhere else. */
    private static Document wellFormed(String page) {
        return Rendered.xml(SCRIPT.matcher(page)
                .replaceAll("<script$1></script>")
                .replace("<!doctype html>", "")
                .replaceAll("<(meta|br)([^>]*)>", "<$1$2/>"));
    }

    /** The scripts of a page that run. */
    private static List<String> code(String page) {
        return scripts(page, attributes -> !attributes.contains("type=\"application/json\""));
    }

    /** What its scripts read. */
    private static List<String> data(String page) {
        return scripts(page, attributes -> attributes.contains("type=\"application/json\""));
    }

    private static List<String> scripts(String page, Predicate<String> which) {
        return SCRIPT.matcher(page)
                .results()
                .filter(script -> which.test(script.group(1)))
                .map(script -> script.group(2))
                .toList();
    }

    private static void markdown(Summary hostile, Form harmless) {
        String page = Rendered.text("markdown", hostile);
        assertClean(page);
        assertThat(page.getBytes(UTF_8).length).isLessThanOrEqualTo(65_536);
        assertThat(page).doesNotContain("##[");
        assertThat(page.lines()).noneMatch(line -> line.strip().startsWith("::"));
        String html = Rendered.html(page);
        if (!page.contains(LEFT_OUT)) {
            assertThat(tags(html)).isEqualTo(harmless.tags());
        }
        // In blocks of HTML references stay as they are, until a browser reads them.
        String read = Pattern.compile("&#(\\d+);")
                .matcher(html.replaceAll("(?s)<(code|pre)[^>]*>.*?</\\1>", "").replaceAll("<[^>]*>", "\u200b"))
                .replaceAll(reference ->
                        Matcher.quoteReplacement(Character.toString(Integer.parseInt(reference.group(1)))));
        assertThat(LINK.matcher(read).results().map(MatchResult::group)).isEmpty();
    }

    /** The tags of a page of HTML; of commands and formulas only that they are there. */
    private static String tags(String html) {
        return Pattern.compile("<[^>]*>")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .filter(tag -> !tag.matches("</?span>"))
                .map(tag -> tag.replace(" class=\"language-sh\"", ""))
                .collect(Collectors.joining());
    }

    private static void junit(Summary hostile, Form harmless) {
        String page = Rendered.text("junit", hostile);
        assertClean(page);
        assertThat(Rendered.junit(page).getTestCases()).hasSize(harmless.cases());
        assertThat(elements(Rendered.xml(page))).isEqualTo(harmless.caseElements());
    }

    private static void sarif(Summary hostile, Form harmless) {
        String page = Rendered.text("sarif", hostile);
        assertClean(page);
        JsonNode log = Rendered.sarif(page);
        assertThat(fields(log)).isEqualTo(harmless.fields());
        log.findValues("text")
                .forEach(message -> assertThat(message.asString())
                        .as("neither a link nor a placeholder")
                        .doesNotContain("](")
                        .doesNotContainPattern("(?<![{])([{][{])*[{](?![{])"));
        log.findValues("uri").forEach(uri -> assertThat(uri.asString()).matches("(file:///)?[A-Za-z0-9._~%/-]+"));
    }

    /** Which fields a document has and where, without what is in them. */
    private static void fields(JsonNode json, String path, List<String> into) {
        into.add(path);
        if (json.isArray()) {
            json.forEach(each -> fields(each, path + "[]", into));
        }
        json.properties().forEach(field -> fields(field.getValue(), path + "/" + field.getKey(), into));
    }

    private static List<String> fields(JsonNode json) {
        List<String> fields = new ArrayList<>();
        fields(json, "", fields);
        return fields;
    }

    private static void annotations(Summary hostile, Form harmless) {
        String page = Rendered.text("github", hostile);
        assertClean(page);
        assertThat(page.lines()).allMatch(line -> line.matches("::(error|warning) title=[^:,]*::.*"));
        assertThat(page.lines().count()).isEqualTo(harmless.annotations());
        assertThat(page.lines())
                .allMatch(line -> line.replaceAll("%(25|0A|3A|2C)", "").indexOf('%') < 0);
    }

    private static void pictures(Summary hostile, Form harmless) {
        String page = Rendered.text("svg", hostile);
        assertClean(page);
        Document document = Rendered.xml(page);
        assertThat(elements(document)).isEqualTo(harmless.shapes());
        all(document)
                .forEach(element -> assertThat(element.hasAttribute("href") || element.hasAttribute("xlink:href"))
                        .isFalse());
    }

    private static BufferedImage image(Summary summary) {
        try {
            return ImageIO.read(new ByteArrayInputStream(Rendered.bytes("png", summary, "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document that is stored: as its schema says, with each text as it was. */
    private void json(Summary hostile, Summary stored) throws IOException {
        String page = Rendered.text("json", hostile);
        assertClean(page);
        assertThat(Rendered.summary(page)).isNotNull();
        Path file = Files.writeString(folder.resolve("report.json"), page);
        assertThat(SummaryFiles.read(file, "report.json")).isEqualTo(stored);
        assertThat(Json.oneLine(SummaryFiles.json(hostile)).chars().anyMatch(c -> Printable.isUnsafe((char) c)))
                .isFalse();
    }

    private static void assertClean(String page) {
        assertThat(CONTROL.matcher(page).results().map(MatchResult::group)).isEmpty();
        assertThat(UTF_8.newEncoder().canEncode(page)).isTrue();
    }

    /** The elements of a document in order, with the names of their attributes. */
    private static String elements(Document document) {
        return all(document)
                .map(element -> {
                    var names = new StringBuilder(element.getTagName());
                    for (int i = 0; i < element.getAttributes().getLength(); i++) {
                        names.append(' ').append(element.getAttributes().item(i).getNodeName());
                    }
                    return names.toString();
                })
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Element> all(Document document) {
        NodeList nodes = document.getElementsByTagName("*");
        Stream.Builder<Element> all = Stream.builder();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all.build();
    }
}
