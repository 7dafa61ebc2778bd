package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.UserException;
import dev.skewer.harness.console.WorkflowStream;
import dev.skewer.results.Printable;
import dev.skewer.results.format.Reports;
import dev.skewer.results.summary.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where {@code skewer report} writes what: files of a folder, one file, or standard output. Looked at before anything is read. */
final class ReportTargets {
    private static final String OUTPUT = "--output";
    private static final String STANDARD_OUTPUT = "-";

    /** Files that reports are, in a folder whose other files must not be overwritten. */
    private static final Set<String> NAMES =
            Reports.all().stream().map(report -> report.fileName()).collect(Collectors.toUnmodifiableSet());

    private final Surroundings surroundings;
    private final List<ReportForm> forms;
    /** A file for each form; empty for standard output. */
    private final List<PageFile> files;

    private ReportTargets(Surroundings surroundings, List<ReportForm> forms, List<PageFile> files) {
        this.surroundings = surroundings;
        this.forms = forms;
        this.files = files;
    }

    /**
     * Where forms go.
     *
     * @param stored what they are made of: a folder or a file
     * @param output a folder, a file for one of them, or {@code -}; null for the folder that they are made of
     * @throws UserException if one cannot be written there
     * @throws IOException if the folder cannot be read
     */
    static ReportTargets of(Surroundings surroundings, List<ReportForm> forms, Path stored, @Nullable String output)
            throws IOException {
        if (STANDARD_OUTPUT.equals(output)) {
            if (forms.size() > 1) {
                throw new UserException(
                        OUTPUT + " -: standard output has room for one form; give a folder for several");
            }
            return new ReportTargets(surroundings, forms, List.of());
        }
        List<Path> sources = sources(stored);
        String folder = output == null ? surroundings.relative(stored) : output;
        if (Files.isDirectory(surroundings.resolve(folder)) && (output == null || isFolder(output, forms))) {
            List<PageFile> files = new ArrayList<>();
            for (ReportForm form : forms) {
                String name = folder.replaceAll("(?<=.)/+$", "") + "/" + form.fileName();
                files.add(PageFile.of(surroundings, output == null ? "--format" : OUTPUT, name, sources));
            }
            return new ReportTargets(surroundings, forms, files);
        }
        if (forms.size() > 1) {
            throw new UserException(OUTPUT + " " + Printable.line(folder) + ": is no folder; " + forms.size()
                    + " forms need one; make it first");
        }
        return new ReportTargets(surroundings, forms, List.of(PageFile.of(surroundings, OUTPUT, folder, sources)));
    }

    /** A folder for the page alone is most likely a mistake, and has always been one. */
    private static boolean isFolder(String output, List<ReportForm> forms) {
        return output.endsWith("/") || !forms.equals(List.of(ReportForm.PAGE));
    }

    /** What must not be overwritten: all that a folder has but reports. */
    private static List<Path> sources(Path stored) throws IOException {
        if (!Files.isDirectory(stored)) {
            return List.of(stored);
        }
        try (Stream<Path> files = Files.list(stored)) {
            return files.filter(file -> !isReport(String.valueOf(file.getFileName())))
                    .toList();
        }
    }

    private static boolean isReport(String name) {
        return NAMES.contains(name) || name.endsWith(".svg") || name.endsWith(".png");
    }

    /**
     * Writes all forms of a summary.
     *
     * @return the files, as the user would write them; none if it went to standard output
     * @throws dev.skewer.results.format.ReportException if there is no such picture
     * @throws UserException if a file cannot be written
     */
    List<String> write(Summary summary) {
        if (files.isEmpty()) {
            print(forms.get(0), forms.get(0).render(summary));
            return List.of();
        }
        for (int i = 0; i < forms.size(); i++) {
            files.get(i).write(forms.get(i).render(summary));
        }
        return files.stream().map(PageFile::name).toList();
    }

    private void print(ReportForm form, byte[] content) {
        if (form.report().name().equals(Reports.ANNOTATIONS)) {
            // Commands are what the runner is to obey.
            new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> WorkflowStream.command(surroundings.out(), line));
        } else {
            surroundings.out().write(content, 0, content.length);
            surroundings.out().flush();
        }
    }
}
