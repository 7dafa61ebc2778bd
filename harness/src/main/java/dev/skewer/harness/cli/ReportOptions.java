package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.results.Printable;
import dev.skewer.results.format.ReportException;
import dev.skewer.results.summary.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** What every command knows that makes a summary: the reports that are to be written of it. */
final class ReportOptions {
    private static final String NAME = "--report";

    @Option(
            names = NAME,
            paramLabel = "[FORM=]FILE",
            description =
                    "Write a report: html (default), json, markdown, junit, sarif, github, svg or png (skewer list reports); repeatable.")
    private List<String> reports = new ArrayList<>();

    /** Whether any are to be written. */
    boolean isGiven() {
        return !reports.isEmpty();
    }

    /**
     * The files, looked at before the work that fills them.
     *
     * @param sources files that must not be overwritten
     * @throws UserException if a report cannot be written there, or is of no known form
     */
    Files files(Surroundings surroundings, Collection<Path> sources) {
        List<File> files = new ArrayList<>();
        for (String text : reports) {
            File file = file(surroundings, text, sources);
            if (files.stream().anyMatch(other -> other.page().isSameAs(file.page()))) {
                throw new UserException(
                        NAME + " " + Printable.line(text) + ": another one goes to the same file; give two");
            }
            files.add(file);
        }
        return new Files(surroundings, files);
    }

    private static File file(Surroundings surroundings, String text, Collection<Path> sources) {
        int equals = text.indexOf('=');
        // A name of a file that has a '=' is one if it cannot be a form: ./a=b.html
        boolean isForm = equals > 0 && text.substring(0, equals).matches("[A-Za-z0-9:-]+");
        ReportForm form = isForm ? ReportForm.parse(NAME, text.substring(0, equals)) : ReportForm.PAGE;
        return new File(form, PageFile.of(surroundings, NAME, isForm ? text.substring(equals + 1) : text, sources));
    }

    private record File(ReportForm form, PageFile page) {}

    /** Where reports go. */
    static final class Files {
        private final Surroundings surroundings;
        private final List<File> files;

        private Files(Surroundings surroundings, List<File> files) {
            this.surroundings = surroundings;
            this.files = files;
        }

        /** Whether one of them goes to the same file as another option. */
        boolean has(PageFile other) {
            return files.stream().anyMatch(file -> file.page().isSameAs(other));
        }

        /**
         * Writes all of them. One that this summary has no picture for, or this machine cannot draw, is told on standard error and left out.
         *
         * @throws UserException if a file cannot be written
         */
        void write(Summary summary) {
            for (File file : files) {
                try {
                    file.page().write(file.form().render(summary));
                } catch (ReportException e) {
                    surroundings
                            .err()
                            .println("skewer: " + NAME + " "
                                    + Printable.line(file.page().name()) + ": not written: "
                                    + Printable.line(String.valueOf(e.getMessage())));
                }
            }
        }
    }
}
