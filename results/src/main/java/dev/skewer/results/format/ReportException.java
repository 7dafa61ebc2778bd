package dev.skewer.results.format;

import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.Summary;

/** A report that cannot be made; its message says in one line why, and what could be. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Refuses what is of several histories, for a form that is of one. */
    static void refuseSeveral(String form, Summary summary) {
        if (summary instanceof CheckSeries series) {
            throw new ReportException(form + ": shows one history, and this is of " + series.size()
                    + "; json, markdown, junit, sarif and github tell of several");
        }
    }

    ReportException(String message) {
        super(message);
    }

    ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
