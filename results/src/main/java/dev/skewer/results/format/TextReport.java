package dev.skewer.results.format;

import dev.skewer.results.summary.Summary;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A report that is text.
 *
 * @param renderer makes it; of any summary
 */
record TextReport(
        String name,
        String sentence,
        String explanation,
        String fileName,
        boolean isOfSeveral,
        Function<Summary, String> renderer)
        implements Report {
    @Override
    public byte[] render(Summary summary, String picture) {
        if (!picture.isEmpty()) {
            throw new ReportException(name + ": has no pictures to choose from; svg and png have");
        }
        if (!isOfSeveral) {
            ReportException.refuseSeveral(name, summary);
        }
        return renderer.apply(summary).getBytes(StandardCharsets.UTF_8);
    }
}
