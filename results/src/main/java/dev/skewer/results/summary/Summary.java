package dev.skewer.results.summary;

import dev.skewer.checker.Validity;

/**
 * Everything that is known of one finished run, check, series of checks or campaign, as plain data. Reports are made of nothing else, and what is
 * stored ({@link SummaryFiles}) can be read again; so whatever was reported once can be reported again, by a later version too.
 */
public sealed interface Summary permits CheckedHistory, CheckSeries, CampaignSummary {
    /** What made it, such as {@code skewer 0.1.0 on JDK 17.0.15}. */
    String producer();

    /** What came of it, as one verdict. */
    Validity valid();
}
