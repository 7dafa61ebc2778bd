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
     * A report that is to be written.
     *
     * @param form what it is
     * @param place where it goes, as the user wrote it
     */
    record Wanted(ReportForm form, String place) {
        /** The file of that name, looked at before the work that fills it. */
        PageFile page(Surroundings surroundings, String name, Collection<Path> sources) {
            return PageFile.of(surroundings, NAME, name, sources);
        }

        /** A complaint about it. */
        UserException error(String what) {
            return new UserException(NAME + " " + Printable.line(place) + ": " + what);
        }
    }

    /**
     * What is to be written, in the order of the command line.
     *
     * @throws UserException if one is of no known form
     */
    List<Wanted> wanted() {
        return reports.stream().map(ReportOptions::wanted).toList();
    }

    private static Wanted wanted(String text) {
        int equals = text.indexOf('=');
        // A name of a file that has a '=' is one if it cannot be a form: ./a=b.html
        boolean isForm = equals > 0 && text.substring(0, equals).matches("[A-Za-z0-9:-]+");
        return isForm
                ? new Wanted(ReportForm.parse(NAME, text.substring(0, equals)), text.substring(equals + 1))
                : new Wanted(ReportForm.PAGE, text);
    }

    /**
     * The files, looked at before the work that fills them.
     *
     * @param sources files that must not be overwritten
     * @throws UserException if a report cannot be written there, or is of no known form
     */
    Files files(Surroundings surroundings, Collection<Path> sources) {
        var files = new Files(surroundings);
        wanted().forEach(each -> files.add(each, each.page(surroundings, each.place(), sources)));
        return files;
    }

    private record File(ReportForm form, PageFile page) {}

    /** Where reports of one summary go. */
    static final class Files {
        private final Surroundings surroundings;
        private final List<File> files = new ArrayList<>();

        /** None yet. */
        Files(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        /**
         * Adds one.
         *
         * @throws UserException if another one goes to the same file
         */
        void add(Wanted wanted, PageFile page) {
            if (has(page)) {
                throw wanted.error("another one goes to the same file; give two");
            }
            files.add(new File(wanted.form(), page));
        }

        /** Whether there are none. */
        boolean isEmpty() {
            return files.isEmpty();
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
