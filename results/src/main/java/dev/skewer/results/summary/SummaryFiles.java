package dev.skewer.results.summary;

import dev.skewer.results.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Summaries in files: JSON, whose form {@code docs/results.md} and the schema beside it describe. A version of the form is read as
 * long as it is written; one from the future is refused.
 */
public final class SummaryFiles {
    private SummaryFiles() {}

    /** A summary as it is stored. */
    public static ObjectNode json(Summary summary) {
        if (summary instanceof RunSummary run) {
            return RunJson.of(run);
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
        StoredObject json = StoredObject.of(parse(path, Printable.line(shown)), shown);
        SchemaVersion version = SchemaVersion.of(json);
        for (SchemaVersion known : new SchemaVersion[] {RunJson.SCHEMA, CheckJson.SCHEMA, CampaignJson.SCHEMA}) {
            refuseLater(version, known, shown);
        }
        return switch (version.kind()) {
            case "run" -> RunJson.run(json);
            case "check" -> CheckJson.check(json);
            case "campaign" -> CampaignJson.campaign(json);
            default -> throw json.error("schema", "run/1, check/1 or campaign/1", json.any("schema"));
        };
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

    /**
     * Reads the plan that a campaign leaves before its first run.
     *
     * @param path the file
     * @param shown its name in complaints
     * @throws SummaryException if it is none, is damaged, or is of a version that is not known here
     * @throws IOException if it cannot be read
     */
    public static CampaignPlan plan(Path path, String shown) throws IOException {
        StoredObject json = StoredObject.of(parse(path, Printable.line(shown)), shown);
        SchemaVersion version = SchemaVersion.of(json);
        refuseLater(version, PlanJson.SCHEMA, shown);
        if (!version.kind().equals(PlanJson.SCHEMA.kind())) {
            throw json.error("schema", PlanJson.SCHEMA.text(), json.any("schema"));
        }
        return PlanJson.plan(json);
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
            throw new SummaryException(shown + ": no JSON: " + Printable.line(firstLine(e.getOriginalMessage())), e);
        }
    }

    private static void refuseLater(SchemaVersion version, SchemaVersion known, String shown) {
        if (version.kind().equals(known.kind()) && version.version() > known.version()) {
            throw new SummaryException(Printable.line(shown) + ": written by a later version of Skewer ("
                    + version.text() + "), and this one reads " + known.text() + "; use the later one");
        }
    }

    private static JsonNode parse(Path path, String shown) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        try (var in = Files.newInputStream(path)) {
            JsonNode json = Json.READER.readTree(in);
            if (json == null || json.isMissingNode()) {
                throw new SummaryException(shown + ": is empty; a summary is one JSON object");
            }
            return json;
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            TokenStreamLocation at = e.getLocation();
            String place = at == null || at.getLineNr() < 0 ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            String message = e.getOriginalMessage();
            // The rest of such a message is about Jackson's own settings.
            // Of a number that ends with its decimal point it complains of the point, not of the end behind it.
            boolean endsAtPoint = message.contains("Decimal point not followed by a digit")
                    && at != null
                    && at.getByteOffset() + 1 == Files.size(path);
            String what = message.startsWith("Unexpected end-of-input") || endsAtPoint
                    ? "the file ends in the middle of its JSON; was it cut off?"
                    : "no JSON: " + Printable.line(firstLine(message));
            throw new SummaryException(shown + place + ": " + what, e);
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
