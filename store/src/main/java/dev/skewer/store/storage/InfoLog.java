package dev.skewer.store.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What RocksDB writes about itself, a file for each time that a database is opened: there it says which file is damaged, and how. */
final class InfoLog {
    private static final String NAME = "LOG";
    private static final int MAX_LINES = 3;

    /** Time, thread, level and place in the source stand before what is said. */
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ \\[(?:WARN|ERROR|FATAL)\\] (?:\\[[^\\]]*\\] )?(.+)");

    /** Says again what the caller is told anyway. */
    private static final String OPEN_FAILED = "DB::Open() failed";

    private InfoLog() {}

    /** The first warnings since the database in {@code directory} was opened last, behind a semicolon each; empty if there are none. */
    static String warnings(Path directory) {
        List<String> warnings = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(directory.resolve(NAME), StandardCharsets.ISO_8859_1)) {
                Matcher said = LINE.matcher(line);
                if (said.matches() && !said.group(1).startsWith(OPEN_FAILED) && warnings.size() < MAX_LINES) {
                    warnings.add("; " + said.group(1).strip());
                }
            }
        } catch (IOException e) {
            // It was not opened at all.
            return "";
        }
        return String.join("", warnings);
    }
}
