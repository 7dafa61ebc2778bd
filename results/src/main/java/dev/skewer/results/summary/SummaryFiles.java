package dev.skewer.results.summary;

import dev.skewer.results.Figures;
import dev.skewer.results.Printable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Summaries in files: JSON, whose form {@code docs/results.md} and the schema beside it describe. A version of the form is read as
 * long as it is written; one from the future is refused.
 */
public final class SummaryFiles {
    private static final String CUT_OFF = "the file ends in the middle of its JSON; was it cut off?";

    /** The last bytes of a file, in which a line end may follow the last brace. */
    private static final int END_BYTES = 16;

    /** Much more than a summary has; what is read takes some times as much memory. */
    private static final long MAX_BYTES = 128 << 20;

    /** What Jackson says of where it read something, which it does not show. */
    private static final Pattern SOURCE =
            Pattern.compile(" \\((?:for \\w+ starting|start marker) at \\[Source: [^\\]]*\\]\\)");

    private SummaryFiles() {}

    /** A summary as it is stored. */
    public static ObjectNode json(Summary summary) {
        if (summary instanceof RunSummary run) {
            return RunJson.of(run);
        }
        if (summary instanceof CheckSeries series) {
            return CheckJson.of(series);
        }
        return summary instanceof CheckSummary check ? CheckJson.of(check) : CampaignJson.of((CampaignSummary) summary);
    }

    /**
     * Reads a summary.
     *
     * @param path the file
     * @param shown its name in complaints
     * @throws SummaryException if it is none, is damaged, or is of a version that is not known here
     * @throws IOException if it cannot be read
     */
    public static Summary read(Path path, String shown) throws IOException {
        return summary(StoredObject.of(parse(path, Printable.line(shown)), shown), shown);
    }

    /**
     * The same of a file that is open.
     *
     * @param file at its beginning; left open
     * @param shown its name in complaints
     * @throws SummaryException if it is none, is damaged, or is of a version that is not known here
     * @throws IOException if it cannot be read
     */
    public static Summary read(SeekableByteChannel file, String shown) throws IOException {
        return summary(StoredObject.of(parse(file, Printable.line(shown)), shown), shown);
    }

    private static Summary summary(StoredObject json, String shown) {
        SchemaVersion version = SchemaVersion.of(json);
        for (SchemaVersion known :
                new SchemaVersion[] {RunJson.SCHEMA, CheckJson.SCHEMA, CheckJson.SERIES_SCHEMA, CampaignJson.SCHEMA}) {
            refuseLater(version, known, shown);
        }
        return switch (version.kind()) {
            case "run" -> RunJson.run(json);
            case "check" -> CheckJson.check(json);
            case "checks" -> CheckJson.series(json);
            case "campaign" -> CampaignJson.campaign(json);
            default -> throw json.error("schema", "run/1, check/1, checks/1 or campaign/1", json.any("schema"));
        };
    }

    /**
     * Reads what a listing shows of a run. What stands behind that in the file is not looked at, but for its end.
     *
     * @param file its {@code verdict.json}, at its beginning; left open
     * @param shown its name in complaints
     * @throws SummaryException if it is no summary of a run, its head is damaged or its end is missing, or it is of a version that is not
     *     known here
     * @throws IOException if it cannot be read
     */
    public static SummaryHead.Run runHead(SeekableByteChannel file, String shown) throws IOException {
        return HeadJson.run(versioned(head(file, HeadJson::run, shown), RunJson.SCHEMA, shown));
    }

    /** The same of a campaign and its {@code campaign.json}. */
    public static SummaryHead.Campaign campaignHead(SeekableByteChannel file, String shown) throws IOException {
        return HeadJson.campaign(versioned(head(file, HeadJson::campaign, shown), CampaignJson.SCHEMA, shown));
    }

    /** The same of a cell, of which a campaign keeps what came of it. */
    public static SummaryHead.Cell cellHead(SeekableByteChannel file, String shown) throws IOException {
        return HeadJson.cell(head(file, HeadJson::cell, shown));
    }

    private static StoredObject head(SeekableByteChannel file, Function<JsonParser, ObjectNode> reading, String shown)
            throws IOException {
        String name = Printable.line(shown);
        StoredObject json;
        try (JsonParser parser = HeadJson.parser(unclosed(file))) {
            json = StoredObject.of(reading.apply(parser), shown);
        } catch (JacksonException e) {
            throw complaint(e, name, file.size());
        }
        if (!endsAsObject(file)) {
            throw new SummaryException(name + ": " + CUT_OFF);
        }
        return json;
    }

    /** A document, if it is of this kind, and of a version that is known here. */
    private static StoredObject versioned(StoredObject json, SchemaVersion schema, String shown) {
        SchemaVersion version = SchemaVersion.of(json);
        refuseLater(version, schema, shown);
        if (!version.kind().equals(schema.kind())) {
            throw json.error("schema", schema.text(), json.any("schema"));
        }
        return json;
    }

    private static boolean endsAsObject(SeekableByteChannel file) throws IOException {
        var end = ByteBuffer.allocate((int) Math.min(END_BYTES, file.size()));
        file.position(file.size() - end.capacity());
        int read = 0;
        while (end.hasRemaining() && read >= 0) {
            read = file.read(end);
        }
        return new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1)
                .stripTrailing()
                .endsWith("}");
    }

    private static InputStream unclosed(SeekableByteChannel file) {
        return new FilterInputStream(Channels.newInputStream(file)) {
            @Override
            public void close() {
                // Whoever opened the file closes it.
            }
        };
    }

    /**
     * Reads how a run that goes on is doing.
     *
     * @param file its {@code progress.json}, at its beginning; left open
     * @param shown its name in complaints
     * @throws SummaryException if it is none, is damaged, or is of a version that is not known here
     * @throws IOException if it cannot be read
     */
    public static RunProgress progress(SeekableByteChannel file, String shown) throws IOException {
        StoredObject json = StoredObject.of(parse(file, Printable.line(shown)), shown);
        return ProgressJson.progress(versioned(json, ProgressJson.SCHEMA, shown));
    }

    /**
     * Reads the spec that a run leaves before its first operation.
     *
     * @param path the file
     * @param shown its name in complaints
     * @throws SummaryException if it is no JSON object, or is damaged
     * @throws IOException if it cannot be read
     */
    public static Map<String, Object> spec(Path path, String shown) throws IOException {
        return Json.values(
                StoredObject.of(parse(path, Printable.line(shown)), shown).node());
    }

    /** The same of a file that is open, at its beginning, and stays open. */
    public static Map<String, Object> spec(SeekableByteChannel file, String shown) throws IOException {
        return Json.values(
                StoredObject.of(parse(file, Printable.line(shown)), shown).node());
    }

    /**
     * Reads the plan that a campaign leaves before its first run.
     *
     * @param path the file
     * @param shown its name in complaints
     * @throws SummaryException if it is none, is damaged, or is of a version that is not known here
     * @throws IOException if it cannot be read
     */
    public static CampaignPlan plan(Path path, String shown) throws IOException {
        return plan(StoredObject.of(parse(path, Printable.line(shown)), shown), shown);
    }

    /** The same of a file that is open, at its beginning, and stays open. */
    public static CampaignPlan plan(SeekableByteChannel file, String shown) throws IOException {
        return plan(StoredObject.of(parse(file, Printable.line(shown)), shown), shown);
    }

    private static CampaignPlan plan(StoredObject json, String shown) {
        return PlanJson.plan(versioned(json, PlanJson.SCHEMA, shown));
    }

    /**
     * Reads what a campaign keeps of a cell that is over.
     *
     * @param path the file
     * @param shown its name in complaints
     * @throws SummaryException if it is none, or is damaged
     * @throws IOException if it cannot be read
     */
    public static CampaignSummary.Cell cell(Path path, String shown) throws IOException {
        return CampaignJson.cell(StoredObject.of(parse(path, Printable.line(shown)), shown));
    }

    /**
     * What a process that runs a cell for a campaign answers.
     *
     * @param cell its outcome
     * @param failure why the campaign cannot go on, in one line; null if it can
     */
    public record Answer(
            CampaignSummary.Cell cell, @Nullable String failure) {}

    /**
     * Reads such an answer.
     *
     * @param text a line of JSON
     * @param shown what it is called in complaints
     * @throws SummaryException if it is none
     */
    public static Answer answer(String text, String shown) {
        try {
            StoredObject json = StoredObject.of(Json.READER.readTree(text), shown);
            return new Answer(
                    CampaignJson.cell(json.object("cell")),
                    json.optionalText("failure").orElse(null));
        } catch (JacksonException e) {
            throw new SummaryException(shown + ": " + complaint(e, false), e);
        }
    }

    private static void refuseLater(SchemaVersion version, SchemaVersion known, String shown) {
        if (version.kind().equals(known.kind()) && version.version() > known.version()) {
            throw new SummaryException(Printable.line(shown) + ": written by a later version of Skewer ("
                    + version.text() + "), and this one reads " + known.text() + "; use the later one");
        }
    }

    private static JsonNode parse(Path path, String shown) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            return parse(file, shown);
        }
    }

    private static JsonNode parse(SeekableByteChannel file, String shown) throws IOException {
        if (file.size() > MAX_BYTES) {
            throw new SummaryException(shown + ": has " + Figures.bytes(file.size())
                    + "; no summary that Skewer reads has more than " + Figures.bytes(MAX_BYTES));
        }
        try {
            JsonNode json = Json.READER.readTree(unclosed(file));
            if (json == null || json.isMissingNode()) {
                throw new SummaryException(shown + ": is empty; a summary is one JSON object");
            }
            return json;
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw complaint(e, shown, file.size());
        }
    }

    /** What is wrong with a file that is no JSON, and where. */
    private static SummaryException complaint(JacksonException e, String shown, long size) {
        TokenStreamLocation at = e.getLocation();
        String place = at == null || at.getLineNr() < 0 ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
        return new SummaryException(
                shown + place + ": " + complaint(e, at != null && at.getByteOffset() + 1 == size), e);
    }

    /**
     * What is wrong with a text that is no JSON.
     *
     * @param isAtEnd whether it was found at the last byte
     */
    private static String complaint(JacksonException e, boolean isAtEnd) {
        String message = e.getOriginalMessage();
        // Of a number that ends with its decimal point Jackson complains of the point, not of the end behind it.
        boolean endsAtPoint = message.contains("Decimal point not followed by a digit") && isAtEnd;
        return message.startsWith("Unexpected end-of-input") || endsAtPoint
                ? CUT_OFF
                : "no JSON: "
                        + Printable.line(SOURCE.matcher(firstLine(message)).replaceAll(""));
    }

    /** The rest of a message of Jackson's is about its own settings. */
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
