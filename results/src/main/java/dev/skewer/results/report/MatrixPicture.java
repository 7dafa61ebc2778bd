package dev.skewer.results.report;

import dev.skewer.results.summary.CampaignSummary;
import java.util.Comparator;
import java.util.Optional;

/** Draws the matrix of a campaign: a field for each of its cells, with what came of it. */
final class MatrixPicture {
    private static final int KEY = 128;
    private static final int FIELD = 118;
    private static final int ROW = 28;
    private static final int HEAD = 24;
    private static final int LONGEST = 17;

    private MatrixPicture() {}

    /** Of the matrix with workloads in columns and that with faults the one with more cells; nothing if the cells make none. */
    static Optional<Picture> of(CampaignSummary campaign) {
        return CampaignMatrix.COLUMN.stream()
                .flatMap(column -> CampaignMatrix.of(campaign, column).stream())
                .max(Comparator.comparingInt(MatrixPicture::cells))
                .map(matrix -> new Picture(
                        campaign.word() + ": " + campaign.name(),
                        KEY * matrix.keys().size() + FIELD * matrix.columns().size(),
                        HEAD + ROW * matrix.rows().size() + 8,
                        svg -> content(svg, matrix)));
    }

    private static int cells(CampaignMatrix matrix) {
        return matrix.rows().stream().mapToInt(row -> row.fields().size()).sum();
    }

    private static void content(Html svg, CampaignMatrix matrix) {
        int left = KEY * matrix.keys().size();
        for (int i = 0; i < matrix.keys().size(); i++) {
            text(svg, "soft", matrix.keys().get(i), KEY * i, HEAD - 9);
        }
        for (int i = 0; i < matrix.columns().size(); i++) {
            text(svg, "result soft", matrix.columns().get(i), left + FIELD * i + FIELD / 2, HEAD - 9);
        }
        svg.line();
        for (int row = 0; row < matrix.rows().size(); row++) {
            int top = HEAD + ROW * row;
            var names = matrix.shownNames(row);
            for (int i = 0; i < names.size(); i++) {
                text(svg, "name", names.get(i), KEY * i, top + 18);
            }
            for (int i = 0; i < matrix.columns().size(); i++) {
                field(svg, matrix.rows().get(row).at(matrix.columns().get(i)), left + FIELD * i, top);
            }
            svg.line();
        }
    }

    private static void field(Html svg, Optional<CampaignSummary.Cell> cell, int x, int y) {
        Optional<CellResult> result = cell.map(CellResult::of);
        svg.open("g");
        cell.ifPresent(of -> svg.element("title", of.name()));
        svg.open(
                        "rect",
                        "class",
                        "field " + result.map(of -> of.kind().style()).orElse("none"),
                        "x",
                        String.valueOf(x),
                        "y",
                        String.valueOf(y),
                        "width",
                        String.valueOf(FIELD),
                        "height",
                        String.valueOf(ROW))
                .close("rect");
        result.ifPresent(of -> text(svg, "result " + colour(of.kind()), of.text(), x + FIELD / 2, y + 18));
        svg.close("g");
    }

    private static String colour(CellResult.Kind kind) {
        return switch (kind) {
            case HOLDS -> "good";
            case SHOWN -> "found";
            case SURPRISE -> "bad";
            case SKIPPED -> "soft";
        };
    }

    private static void text(Html svg, String style, String text, int x, int y) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
        svg.element("text", shown, "class", style, "x", String.valueOf(x), "y", String.valueOf(y));
    }
}
