package dev.skewer.results.format;

import dev.skewer.results.report.Pictures;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Summary;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report that is one of the pictures of a summary.
 *
 * @param drawing the file of an SVG document
 */
record PictureReport(
        String name, String sentence, String explanation, String fileName, Function<String, byte[]> drawing)
        implements Report {
    @Override
    public List<String> pictures() {
        return Pictures.NAMES;
    }

    @Override
    public boolean isOfSeveral() {
        return false;
    }

    @Override
    public byte[] render(Summary summary, String picture) {
        ReportException.refuseSeveral(name, summary);
        List<String> wanted = picture.isEmpty() ? Pictures.NAMES : List.of(picture);
        return drawing.apply(wanted.stream()
                .map(each -> Pictures.svg(summary, each))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new ReportException(missing(summary, picture))));
    }

    private String missing(Summary summary, String picture) {
        List<String> there = Pictures.NAMES.stream()
                .filter(each -> Pictures.svg(summary, each).isPresent())
                .toList();
        String what = summary instanceof CampaignSummary ? "this campaign" : "this history";
        return name + ": " + what + " has no picture" + (picture.isEmpty() ? "" : " '" + picture + "'")
                + (there.isEmpty() ? " at all" : "; it has " + String.join(", ", there));
    }
}
