package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.PlanJson;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.ProgressJson;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.results.summary.Shard;
import dev.skewer.results.summary.Summary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a file holds that a reader of results is given, it reads it or complains in one line, and nothing else happens. */
class SummaryFuzzTest {
    private static final String NAME = "summary.json";
    private static final int ROUNDS = 80;

    /** In the place of any value. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0.5",
            "1e400",
            "-1e400",
            "1e999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "9".repeat(900),
            "9".repeat(5_000),
            "\"\"",
            "\"NaN\"",
            "\"\\u0000\\ud800\\u202e</script>\"",
            "[]",
            "{}",
            "[[]]",
            "[1,2,3]",
            "[\"a\"]",
            "{\"a\":1}",
            "{\"a\":{}}",
            "[".repeat(90) + "]".repeat(90),
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
            "{\"" + "n".repeat(60_000) + "\":{}}",
            "{\"a\":1,\"a\":2}");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    /** Reads a file in one way. */
    @FunctionalInterface
    private interface Reader {
        void read(Path file) throws IOException;
    }

    /** A file that is as it should be, and a way to read it. */
    private record Subject(String name, String text, Reader reader) {}

    private static List<Subject> subjects() {
        ObjectNode run = SummaryFiles.json(Samples.run(Samples.skewed("text"), "text"));
        ObjectNode campaign = SummaryFiles.json(Samples.campaign("text"));
        JsonNode cell = campaign.at("/tests/0");
        return List.of(
                new Subject("run", Json.oneLine(run), SummaryFuzzTest::rendered),
                new Subject("run, its head", Json.oneLine(run), file -> SummaryFiles.runHead(open(file), NAME)),
                new Subject(
                        "check",
                        Json.oneLine(SummaryFiles.json(Samples.check(Samples.clean(Validity.TRUE, 1), "text"))),
                        SummaryFuzzTest::rendered),
                new Subject(
                        "checks", Json.oneLine(SummaryFiles.json(Samples.series("text"))), SummaryFuzzTest::rendered),
                new Subject("campaign", Json.oneLine(campaign), SummaryFuzzTest::rendered),
                new Subject(
                        "campaign, its head",
                        Json.oneLine(campaign),
                        file -> SummaryFiles.campaignHead(open(file), NAME)),
                new Subject("cell", Json.oneLine(cell), file -> SummaryFiles.cell(file, NAME)),
                new Subject("cell, its head", Json.oneLine(cell), file -> SummaryFiles.cellHead(open(file), NAME)),
                new Subject("plan", Json.oneLine(PlanJson.of(plan())), file -> SummaryFiles.plan(file, NAME)),
                new Subject(
                        "progress",
                        Json.oneLine(ProgressJson.of(progress())),
                        file -> SummaryFiles.progress(open(file), NAME)),
                new Subject("gate", Json.oneLine(SummaryFiles.json(Samples.gated("text"))), SummaryFuzzTest::rendered),
                new Subject(
                        "spec",
                        "{\"workload\":\"journal\",\"fault\":[\"kill\"],\"seed\":7,\"target-option\":{\"a\":\"b\"}}",
                        file -> SummaryFiles.spec(file, NAME)),
                new Subject(
                        "answer",
                        "{\"cell\":" + Json.oneLine(cell) + ",\"failure\":\"text\"}",
                        file -> SummaryFiles.answer(Files.readString(file, StandardCharsets.ISO_8859_1), NAME)));
    }

    private static CampaignPlan plan() {
        var cell = new PlannedCell(
                "0123456789ab",
                "journal",
                Map.of("workload", "journal", "seed", 1),
                new Expectation("detected", List.of("read-skew")),
                List.of(1L, 2L),
                Duration.ofMillis(1_500),
                1);
        return new CampaignPlan(
                "c", List.of(cell), List.of("x"), Duration.ofSeconds(6), new Shard(1, 1), "skewer test");
    }

    private static RunProgress progress() {
        return new RunProgress(
                RunProgress.Writer.current(),
                Instant.parse("2026-11-23T09:45:02.250Z"),
                RunProgress.Phase.RUNNING,
                Optional.of(new RunProgress.Figures(
                        Duration.ofMillis(1_234),
                        Optional.of(Duration.ofSeconds(10)),
                        5_000,
                        100,
                        90,
                        5,
                        3,
                        Optional.of(new TreeMap<>(Map.of("read-skew", 2L))),
                        "kill",
                        List.of(new RunProgress.Moment(1_000, 99, 1_500_000, 20_000_000)))));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file);
    }

    /** What can be read can be shown. */
    private static void rendered(Path file) throws IOException {
        Summary summary = SummaryFiles.read(file, NAME);
        String form = summary instanceof CheckSeries ? "markdown" : "html";
        assertThat(Rendered.text(form, summary)).startsWith(form.equals("html") ? "<!doctype html>" : "**");
        assertThat(SummaryFiles.json(summary)).isNotNull();
    }

    /** Whether it was read; otherwise the complaint is as it should be. */
    private static boolean isRead(Subject subject, Path file, String what) throws IOException {
        try {
            subject.reader().read(file);
            return true;
        } catch (SummaryException e) {
            assertThat(e.getMessage())
                    .as(what)
                    .startsWith(NAME)
                    .hasSizeLessThan(600)
                    .doesNotContain("\n", "\r", "\u001b", "REDACTED");
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(what, e);
        }
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(directory.resolve(NAME), content);
    }

    @Test
    void whatIsAsItShouldBeIsRead() throws IOException {
        for (Subject subject : subjects()) {
            Path file = write(subject.text().getBytes(StandardCharsets.UTF_8));
            assertThat(isRead(subject, file, subject.name())).as(subject.name()).isTrue();
        }
    }

    @Test
    void whatIsCutOffAtAnyByteIsRefused() throws IOException {
        for (Subject subject : subjects()) {
            byte[] whole = subject.text().getBytes(StandardCharsets.UTF_8);
            Path file = write(whole);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int length = whole.length - 1; length >= 0; length--) {
                    channel.truncate(length);
                    String what = subject.name() + " of " + length + " bytes";
                    boolean isHead = subject.name().endsWith("head") && whole[Math.max(0, length - 1)] == '}';
                    assertThat(isRead(subject, file, what) && !isHead).as(what).isFalse();
                }
            }
        }
    }

    @Test
    void damagedBytesAreReadOrRefused() throws IOException {
        for (Subject subject : subjects()) {
            for (int seed = 0; seed < ROUNDS; seed++) {
                byte[] damaged = damaged(subject.text().getBytes(StandardCharsets.UTF_8), new Random(seed));
                isRead(subject, write(damaged), subject.name() + ", seed " + seed);
            }
        }
    }

    /** Changes some bytes, or takes a piece away, or puts one in once more. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        int from = random.nextInt(whole.length);
        int to = Math.min(whole.length, from + 1 + random.nextInt(40));
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
            }
            case 1 -> {
                byte[] marks = "{}[]\",:0-.eE\\\n\u0000".getBytes(StandardCharsets.US_ASCII);
                damaged[from] = marks[random.nextInt(marks.length)];
            }
            case 2 -> {
                damaged = Arrays.copyOf(whole, whole.length - (to - from));
                System.arraycopy(whole, to, damaged, from, whole.length - to);
            }
            default -> {
                damaged = Arrays.copyOf(whole, whole.length + (to - from));
                System.arraycopy(whole, from, damaged, to, whole.length - from);
            }
        }
        return damaged;
    }

    @Test
    void wrongValuesAreReadOrRefused() throws IOException {
        for (Subject subject : subjects()) {
            JsonNode whole = Json.READER.readTree(subject.text());
            List<String> places = places(whole, "", new ArrayList<>());
            for (int seed = 0; seed < ROUNDS; seed++) {
                var random = new Random(seed);
                String place = places.get(random.nextInt(places.size()));
                String value = VALUES.get(random.nextInt(VALUES.size()));
                String text = replaced(whole, place, value);
                isRead(
                        subject,
                        write(text.getBytes(StandardCharsets.UTF_8)),
                        subject.name() + ": " + place + ", seed " + seed);
            }
        }
    }

    /** The same of each place and each value. */
    @Test
    @Tag("slow")
    void everyWrongValueIsReadOrRefused() throws IOException {
        for (Subject subject : subjects()) {
            JsonNode whole = Json.READER.readTree(subject.text());
            for (String place : places(whole, "", new ArrayList<>())) {
                for (int i = 0; i < VALUES.size(); i++) {
                    String text = replaced(whole, place, VALUES.get(i));
                    isRead(
                            subject,
                            write(text.getBytes(StandardCharsets.UTF_8)),
                            subject.name() + ": " + place + ", value " + i);
                }
            }
        }
    }

    private static List<String> places(JsonNode json, String at, List<String> places) {
        if (json.isObject()) {
            json.properties()
                    .forEach(field -> places(
                            field.getValue(),
                            at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                            places));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                places(json.get(i), at + "/" + i, places);
            }
        }
        if (!at.isEmpty()) {
            places.add(at);
        }
        return places;
    }

    /** The document with a text in the place of one value, which need not be JSON that could be parsed here. */
    private static String replaced(JsonNode whole, String place, String value) {
        String mark = "put it here";
        JsonNode copy = whole.deepCopy();
        int cut = place.lastIndexOf('/');
        JsonNode parent = copy.at(place.substring(0, cut));
        String name = place.substring(cut + 1).replace("~1", "/").replace("~0", "~");
        if (parent instanceof ObjectNode object) {
            object.put(name, mark);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), Json.READER.readTree("\"" + mark + "\""));
        }
        return Json.oneLine(copy).replace("\"" + mark + "\"", value);
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() throws IOException {
        for (Subject subject : subjects()) {
            String first = subject.text().substring(1, subject.text().indexOf(','));
            String twice = "{" + first + "," + subject.text().substring(1);
            assertThat(isRead(subject, write(twice.getBytes(StandardCharsets.UTF_8)), subject.name()))
                    .as(subject.name())
                    .isFalse();
        }
    }

    @Test
    void aFileOfAnySizeIsRefusedBeforeItIsRead() throws IOException {
        Path file = directory.resolve(NAME);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.position(1L << 36);
            channel.write(ByteBuffer.wrap(new byte[] {'}'}));
        }
        for (Subject subject : subjects()) {
            if (!subject.name().equals("answer")) {
                assertThat(isRead(subject, file, subject.name())).isFalse();
            }
        }
    }
}
