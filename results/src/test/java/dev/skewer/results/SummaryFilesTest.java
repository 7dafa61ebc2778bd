package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was stored comes back as it was; what is no summary, or a damaged one, gets one line that says where. */
class SummaryFilesTest {
    private static final Path SCHEMA = Path.of("..", "docs", "summary.schema.json");
    private static final String HOSTILE = "\"}\u0000\u001b[31m\n\uD83D\uDE00</script>\u202e";

    private static List<Summary> summaries(String text) {
        return List.of(
                Samples.run(Samples.skewed(text), text),
                Samples.run(Samples.clean(Validity.UNKNOWN, 0), text),
                Samples.check(Samples.skewed(text), text),
                Samples.series(text),
                Samples.campaign(text),
                Samples.gated(text));
    }

    /** The page; of several files, which have none, the Markdown. */
    private static String rendered(Summary summary) {
        return Rendered.text(summary instanceof CheckSeries ? "markdown" : "html", summary);
    }

    private static Summary read(String json) throws IOException {
        Path file = Files.createTempFile("summary", ".json");
        try {
            Files.writeString(file, json);
            return SummaryFiles.read(file, "summary.json");
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 40)
    void whatWasStoredComesBackAsItWas(@ForAll String text) throws IOException {
        // Lone surrogates are no text that a file can hold.
        String stored = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        for (Summary summary : summaries(stored)) {
            Summary back = read(Json.indented(SummaryFiles.json(summary)));
            assertThat(back).isEqualTo(summary);
            assertThat(rendered(back)).isEqualTo(rendered(summary));
            assertThat(SummaryFiles.json(back)).isEqualTo(SummaryFiles.json(summary));
        }
    }

    @Test
    void whatIsStoredIsAsThePublishedSchemaSaysAndHasNothingElse() throws IOException {
        ObjectNode strict = (ObjectNode) new JsonMapper().readTree(Files.readString(SCHEMA));
        forbidOtherFields(strict);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.oneLine(strict), InputFormat.JSON);
        for (Summary summary : summaries(HOSTILE)) {
            assertThat(schema.validate(Json.oneLine(SummaryFiles.json(summary)), InputFormat.JSON))
                    .isEmpty();
        }
        ObjectNode wrong = SummaryFiles.json(Samples.run(Samples.skewed("x"), "x"));
        wrong.put("valid", "perhaps");
        assertThat(schema.validate(Json.oneLine(wrong), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void whetherATargetWasUnavailableIsReadOfOldFilesToo() throws IOException {
        for (boolean isUnavailable : List.of(true, false)) {
            String problem = isUnavailable ? "unavailable: 1 call did not come back" : "it was unavailable: no";
            ObjectNode json = SummaryFiles.json(Samples.campaign(problem));
            ObjectNode run = (ObjectNode) json.at("/tests/0/runs/1");
            run.put("verdict", "unknown");
            assertThat(run.remove("unavailable").booleanValue()).isFalse();
            assertThat(((CampaignSummary) read(Json.oneLine(json)))
                            .cells()
                            .get(0)
                            .runs()
                            .get(1)
                            .wasUnavailable())
                    .isEqualTo(isUnavailable);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\": 1",
                "{\"a\": -",
                "{\"a\": 12.",
                "{\"a\": 1.5e",
                "{\"a\": \"x",
                "{\"a\": [1,"
            })
    void whatIsCutOffIsSaidToBe(String cut) {
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(cut))
                .withMessageContaining("ends in the middle of its JSON");
    }

    @Test
    void whatIsNoNumberIsSaidToBeThoughMoreFollows() {
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read("{\"a\": 12., \"b\": 2}"))
                .withMessageContaining("summary.json:1:10: no JSON: Unexpected character (','");
    }

    /** Makes an object of the schema one that has no fields but those that it names. */
    private static void forbidOtherFields(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(SummaryFilesTest::forbidOtherFields);
    }

    @Test
    void namesAreWordsJoinedByHyphensWithAUnitAfterAnUnderscore() {
        for (Summary summary : summaries("plain")) {
            names(SummaryFiles.json(summary), new ArrayList<>())
                    .forEach(name -> assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*(_(per_s|ms|us|ns|mb|heap_mb))?"));
        }
    }

    private static List<String> names(JsonNode json, List<String> names) {
        if (json.isObject()) {
            names.addAll(json.propertyNames().stream()
                    .filter(name -> !name.contains(" "))
                    .toList());
        }
        json.forEach(child -> names(child, names));
        return names;
    }

    /** Applies a change at each field of a summary, one at a time. */
    private static void eachChange(BiConsumer<ObjectNode, String> change, BiConsumer<String, ObjectNode> then) {
        for (Summary summary : summaries("text")) {
            ObjectNode whole = SummaryFiles.json(summary);
            List<String> pointers = pointers(whole, "", new ArrayList<>());
            for (String pointer : pointers) {
                ObjectNode copy = whole.deepCopy();
                int cut = pointer.lastIndexOf('/');
                JsonNode parent = copy.at(pointer.substring(0, cut));
                change.accept((ObjectNode) parent, pointer.substring(cut + 1));
                then.accept(pointer, copy);
            }
        }
    }

    private static List<String> pointers(JsonNode json, String at, List<String> pointers) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String pointer = at + "/" + field.getKey();
                pointers.add(pointer);
                pointers(field.getValue(), pointer, pointers);
            });
        } else if (json instanceof ArrayNode array) {
            // Elements of one list are read alike; the first and the last stand for all.
            for (int i = 0; i < array.size(); i += Math.max(1, array.size() - 1)) {
                pointers(array.get(i), at + "/" + i, pointers);
            }
        }
        return pointers;
    }

    /** What was shown; a change to what is not needed often gives what was there before. */
    private static final Set<Summary> SHOWN = new HashSet<>();

    /** Either it is refused in one line that names the place, or what was changed is not needed. */
    private static void isRefusedOrNotNeeded(String pointer, ObjectNode json) {
        try {
            Summary summary = read(Json.oneLine(json));
            if (SHOWN.add(summary)) {
                assertThat(rendered(summary)).isNotEmpty();
            }
        } catch (SummaryException e) {
            assertThat(e.getMessage()).as(pointer).startsWith("summary.json: ").doesNotContain("\n");
        } catch (IOException e) {
            throw new AssertionError(pointer, e);
        }
    }

    @Test
    void aFieldThatIsMissingIsNamed() {
        eachChange(ObjectNode::remove, SummaryFilesTest::isRefusedOrNotNeeded);
        ObjectNode json = SummaryFiles.json(Samples.run(Samples.skewed("x"), "x"));
        ((ObjectNode) json.at("/anomalies/read-skew/examples/0/steps/1")).remove("role");
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(Json.oneLine(json)))
                .withMessage("summary.json: anomalies.read-skew.examples[0].steps[1]: 'role' is missing;"
                        + " this is no summary as Skewer writes it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "-1",
                "1e999999999",
                "1.5",
                "\"\"",
                "[]",
                "{}",
                "[[[]]]",
                "true",
                "123456789012345678901234567890"
            })
    void aFieldOfAnotherTypeIsNamed(String value) {
        JsonNode other = Json.READER.readTree(value);
        eachChange((parent, name) -> parent.set(name, other), SummaryFilesTest::isRefusedOrNotNeeded);
    }

    @Test
    void whatIsWrongIsShownBesideWhatWouldBeRight() {
        ObjectNode json = SummaryFiles.json(Samples.run(Samples.skewed("x"), "x"));
        json.set("ops", JsonNodeFactory.instance.stringNode("many\n"));
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(Json.oneLine(json)))
                .withMessage("summary.json: ops: there should be a whole number, and there is \"many\\n\"");
    }

    @Test
    void aFileThatWasCutOffOrIsNoneSaysSo() throws IOException {
        String text = Json.indented(SummaryFiles.json(Samples.run(Samples.skewed("x"), "x")));
        for (int end = 0; end < text.length() - 2; end += 7) {
            String cut = text.substring(0, end);
            assertThatExceptionOfType(SummaryException.class)
                    .isThrownBy(() -> read(cut))
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith("summary.json:")
                            .doesNotContain("\n"));
        }
        for (String other : List.of(
                "[]",
                "1",
                "{}",
                "{} {}",
                "{\"schema\": \"x\"}",
                "{\"schema\": 1}",
                "{\"a\":1,\"a\":2}",
                "[".repeat(200_000))) {
            assertThatExceptionOfType(SummaryException.class)
                    .isThrownBy(() -> read(other))
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith("summary.json:")
                            .doesNotContain("\n"));
        }
    }

    @Test
    void aLaterVersionIsRefusedAndAnotherFieldIsNot() throws IOException {
        ObjectNode json = SummaryFiles.json(Samples.campaign("x"));
        json.put("mood", "fine");
        assertThat(read(Json.oneLine(json))).isEqualTo(Samples.campaign("x"));
        json.put("schema", "campaign/2");
        assertThatExceptionOfType(SummaryException.class)
                .isThrownBy(() -> read(Json.oneLine(json)))
                .withMessage(
                        "summary.json: written by a later version of Skewer (campaign/2), and this one reads campaign/1;"
                                + " use the later one");
    }

    @Test
    void aCellIsTheSameInAnyOrder() {
        CampaignSummary campaign = Samples.campaign("x");
        List<String> ids =
                campaign.cells().stream().map(CampaignSummary.Cell::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        CampaignSummary.Cell first = campaign.cells().get(0);
        var spec = new java.util.TreeMap<>(first.spec());
        spec.put("seed", 99);
        var again = new CampaignSummary.Cell("another name", spec, first.expected(), List.of(), false, null);
        assertThat(again.id()).isEqualTo(first.id());
    }
}
