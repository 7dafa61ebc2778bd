package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.harness.cli.CorrectHistory.Event;
import dev.skewer.harness.cli.HistoryText.Compressor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole of {@code skewer check} on random histories of correct objects, in all formats, whole, cut off and damaged. A whole one
 * is true; a part of one is never false, and true only if the cut cannot be seen; of whatever else there is, there is a verdict
 * or one line of complaint, never a failure.
 */
class OddHistoriesTest {
    private static final long SEED = Long.getLong("skewer.seed", 1);

    private static final List<String> ODD = List.of(
            "nil",
            "-1",
            "0x1F",
            "9223372036854775808",
            "1.5",
            "1e400",
            "NaN",
            "##NaN",
            "\"\"",
            "\"\\u001b[2J\"",
            "\"half",
            ":k",
            ":nemesis",
            "[]",
            "[1 2]",
            "[1,2,3]",
            "[[:r 1 nil] [:w 1 2]]",
            "{}",
            "{:id 1}",
            "{\"id\":1}",
            "#{1 2}",
            "#object[a.B 0x1f \"x\"]",
            "#<E e: x>",
            "^{:a 1} 2",
            "#_ 1",
            "true",
            "}",
            "]",
            "(",
            "\\",
            ":type :ok",
            "\t",
            "\n",
            "\u0000",
            "é");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    /** How many checks ended with each code, to see that the histories are not all of a kind. */
    private final Map<String, Integer> ends = new TreeMap<>();

    private record Case(String model, HistoryText format, List<Event> events, String text) {
        static Case of(Random random) {
            String model = pick(CorrectHistory.MODELS, random);
            List<Event> events = CorrectHistory.of(model, random);
            HistoryText format = HistoryText.EDN;
            do {
                format = pick(List.of(HistoryText.values()), random);
            } while (!format.canHold(events));
            return new Case(model, format, events, format.of(events));
        }
    }

    private Shell.Done check(String model, byte[] bytes, String... options) throws IOException {
        Path file = directory.resolve("h");
        Files.write(file, bytes);
        List<String> words =
                new ArrayList<>(List.of("check", "--model", model, "--nil-read", "exact", "--time-limit", "5s"));
        if (model.equals("journal")) {
            words.subList(3, 5).clear();
        }
        if (model.equals("bank")) {
            words.addAll(List.of("--initial", "{\"a\" 10 \"b\" 5}"));
        }
        words.addAll(Arrays.asList(options));
        words.add("h");
        Shell.Done done = new Shell(directory).run(words.toArray(String[]::new));
        String all = done.out() + done.err();
        assertThat(done.code()).as(all).isIn(0, 1, 2, 254);
        assertThat(all).doesNotContain("Exception", "\tat ", "\u001b", "\u0000");
        if (done.code() == 254) {
            assertThat(done.out()).isEmpty();
            assertThat(done.err().lines()).as(done.err()).hasSize(1);
        }
        return done;
    }

    private void fuzz(long from, int histories) {
        for (long seed = from; seed < from + histories; seed++) {
            Random random = new Random(seed);
            // Else the first numbers of seeds in a row are alike.
            random.nextLong();
            Case some = Case.of(random);
            try {
                whole(some, random);
                cut(some, random);
                damaged(some, random);
            } catch (AssertionError | IOException | RuntimeException e) {
                throw new AssertionError(
                        "-Dskewer.histories=1 -Dskewer.seed=" + seed + ": " + some.model + ", " + some.format + "\n"
                                + some.text,
                        e);
            }
        }
        System.out.printf("%d histories from seed %d, checks by exit code: %s%n", histories, from, ends);
    }

    private void whole(Case some, Random random) throws IOException {
        boolean isEmpty = some.events.stream()
                .allMatch(event -> event.type().equals("invoke") || event.f().equals("start"));
        Compressor compressor = pick(List.of(Compressor.values()), random);
        Shell.Done done = check(some.model, compressor.compress(some.text));
        count("whole", done);
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(isEmpty ? 2 : 0);
    }

    private void cut(Case some, Random random) throws IOException {
        Compressor compressor = pick(List.of(Compressor.values()), random);
        byte[] bytes = compressor.compress(some.text);
        int length = random.nextInt(bytes.length);
        byte[] part = Arrays.copyOf(bytes, length);
        Shell.Done done = check(some.model, part);
        count("cut off", done);
        String text = new String(part, StandardCharsets.UTF_8);
        boolean looksWhole = compressor == Compressor.NONE && some.format.looksWhole(text, some.events);
        String what = compressor + ", " + length + " bytes: " + done;
        assertThat(done.code()).as(what).isNotEqualTo(1);
        if (done.code() == 254) {
            // Too little to say what it is, or by chance what belongs together.
            assertThat(length).as(what).isLessThan(80);
        }
        if (!looksWhole) {
            assertThat(done.code()).as(what).isNotZero();
        }
        assertThat(check(some.model, part, "--accept-truncated").code())
                .as(what)
                .isNotEqualTo(1);
    }

    private void damaged(Case some, Random random) throws IOException {
        String text = some.text;
        for (int i = random.nextInt(5); i >= 0; i -= 3) {
            text = mutated(text, random);
        }
        String model = random.nextInt(8) == 0 ? pick(CorrectHistory.MODELS, random) : some.model;
        Compressor compressor = pick(List.of(Compressor.values()), random);
        byte[] bytes = compressor.compress(text);
        if (compressor != Compressor.NONE && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        try {
            count("damaged", check(model, bytes));
        } catch (AssertionError e) {
            throw new AssertionError("damaged, --model " + model + ": " + text, e);
        }
    }

    private void count(String what, Shell.Done done) {
        ends.merge(what + " " + done.code(), 1, Integer::sum);
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String mutated(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)")));
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(10)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, lines.get(at));
            case 2 -> lines.set(at, lines.set(other, lines.get(at)));
            case 3, 4, 5, 6 -> lines.set(at, exchanged(lines.get(at), lines.get(other), random));
            default -> lines.set(at, odd(lines.get(at), random));
        }
        return String.join("", lines);
    }

    /** A line with one of its words from another. */
    private static String exchanged(String line, String other, Random random) {
        String[] words = line.split("(?<=[ \t,:])");
        String[] others = other.split("(?<=[ \t,:])");
        int at = random.nextInt(words.length);
        // As a rule the same field.
        words[at] = others[at < others.length && random.nextInt(4) > 0 ? at : random.nextInt(others.length)];
        return String.join("", words);
    }

    /** A line with something odd in place of a word, or in between. */
    private static String odd(String line, Random random) {
        int from = random.nextInt(line.length() + 1);
        int to = Math.min(line.length(), from + random.nextInt(6));
        String[] words = line.split("(?<=[ \t,:])");
        if (random.nextBoolean()) {
            return line.substring(0, from) + pick(ODD, random) + line.substring(to);
        }
        words[random.nextInt(words.length)] = pick(ODD, random) + " ";
        return String.join("", words);
    }

    @Test
    void aHistoryIsTrueAPartOfItUnknownAndWhateverElseIsToldInOneLine() {
        fuzz(SEED, Integer.getInteger("skewer.histories", 150));
    }
}
