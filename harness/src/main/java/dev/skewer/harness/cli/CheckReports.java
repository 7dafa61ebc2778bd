package dev.skewer.harness.cli;

import dev.skewer.harness.cli.ReportOptions.Wanted;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The reports of {@code skewer check}: where a folder is named, one in it for each history; otherwise one document of all of them, if the form can tell of
 * several.
 */
final class CheckReports {
    /** Of a name of a file in such a folder, without its extension. */
    private static final int MAX_NAME = 70;

    private final ReportOptions.Files whole;
    /** For each history those that are its own. */
    private final List<ReportOptions.Files> own = new ArrayList<>();

    private final List<CheckSummary> checks = new ArrayList<>();
    private final List<CheckSeries.Refused> refused = new ArrayList<>();
    private final String producer;

    private CheckReports(Surroundings surroundings, int files, String producer) {
        whole = new ReportOptions.Files(surroundings);
        for (int i = 0; i < files; i++) {
            own.add(new ReportOptions.Files(surroundings));
        }
        this.producer = producer;
    }

    /**
     * Where reports go, looked at before anything is checked.
     *
     * @param files the histories as the user named them
     * @param sources files that must not be overwritten
     * @param producer what checks them
     * @throws UserException if a report cannot be written there, or would have to tell of several histories and cannot
     */
    static CheckReports of(
            Surroundings surroundings,
            ReportOptions options,
            List<String> files,
            Collection<Path> sources,
            String producer) {
        var reports = new CheckReports(surroundings, files.size(), producer);
        for (Wanted wanted : options.wanted()) {
            String place = wanted.place();
            if (place.endsWith("/") || Files.isDirectory(surroundings.resolve(place))) {
                String folder = place.replaceAll("(?<=.)/+$", "") + "/";
                List<String> names = names(files, wanted.form().fileName());
                for (int i = 0; i < files.size(); i++) {
                    reports.own.get(i).add(wanted, wanted.page(surroundings, folder + names.get(i), sources));
                }
            } else if (files.size() > 1 && !wanted.form().report().isOfSeveral()) {
                throw wanted.error(wanted.form().report().name() + " shows one history, and " + files.size()
                        + " are checked; give a folder, which gets one for each");
            } else {
                reports.whole.add(wanted, wanted.page(surroundings, place, sources));
            }
        }
        return reports;
    }

    /** A name for the report of each history, made of its own: {@code a/b.edn} becomes {@code a-b.edn.html}. */
    private static List<String> names(List<String> files, String like) {
        String extension = like.substring(like.lastIndexOf('.'));
        List<String> names = new ArrayList<>();
        // Where upper and lower case are one, so are their files.
        Set<String> taken = new HashSet<>();
        for (String file : files) {
            String end = file.substring(Math.max(0, file.length() - MAX_NAME));
            String base = file.equals("-") ? "standard-input" : Printable.fileName(end);
            String name = base;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = base + "-" + i;
            }
            names.add(name + extension);
        }
        return names;
    }

    /** Whether one of them goes to the same file as another option. */
    boolean has(PageFile other) {
        return whole.has(other) || own.stream().anyMatch(files -> files.has(other));
    }

    /**
     * Writes what is of one history alone, and remembers it.
     *
     * @param index of the history among the files
     * @throws UserException if a file cannot be written
     */
    void add(int index, CheckSummary check) {
        if (!whole.isEmpty()) {
            checks.add(check);
        }
        own.get(index).write(check);
    }

    /** Remembers that a file could not be checked. */
    void refuse(String file, String reason) {
        refused.add(new CheckSeries.Refused(file, reason));
    }

    /**
     * Writes what is of all histories. Of a single one that could not be checked there is nothing to tell.
     *
     * @throws UserException if a file cannot be written
     */
    void finish() {
        if (own.size() > 1) {
            whole.write(new CheckSeries(checks, refused, producer));
        } else if (!checks.isEmpty()) {
            whole.write(checks.get(0));
        }
    }
}
