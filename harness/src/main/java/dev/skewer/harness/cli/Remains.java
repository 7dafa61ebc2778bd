package dev.skewer.harness.cli;

import dev.skewer.checker.ShellWords;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.StoredRun;
import dev.skewer.results.RunFolder;
import dev.skewer.results.RunListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder that cannot be reported: that of a run or a campaign that was killed too early, or none of either. What can be
 * done about it depends on how far the run had come.
 *
 * @param folder the folder
 * @param surroundings how the program was called, and how paths look from there
 */
record Remains(Path folder, Surroundings surroundings) {
    /** What it is, and what can be done, in one line. */
    String whatTheyAre() throws IOException {
        RunFolder run = RunFolder.of(folder);
        if (Files.exists(run.spec())) {
            return "its run was killed before its first operation, so there is nothing to judge" + "; run it again: "
                    + new StoredRun(folder, surroundings, List.of()).again();
        }
        if (Files.exists(run.history())) {
            return "has a history and no spec.json, which says what was run; " + surroundings.program()
                    + " check --model NAME " + ShellWords.quote(surroundings.relative(run.history())) + " checks it";
        }
        Optional<Path> first =
                RunListing.runsOf(folder).stream().filter(StoredRun::isRun).findFirst();
        if (first.isPresent()) {
            return "has no campaign.json, as the campaign was killed; its runs can be reported one by one: "
                    + surroundings.program()
                    + " " + ShellWords.join(List.of("report", "--recheck", surroundings.relative(first.get())));
        }
        return RunListing.isNamedAsRun(folder.toRealPath())
                ? "its run was killed as it began, so there is nothing to judge"
                : "is no run or campaign; the folder of one has verdict.json or campaign.json";
    }
}
