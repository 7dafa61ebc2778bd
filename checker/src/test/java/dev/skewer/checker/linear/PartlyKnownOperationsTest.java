package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.models.ModelCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations of unknown outcome whose key or argument the history does not say. */
class PartlyKnownOperationsTest {
    private static final int HISTORIES = Integer.getInteger("skewer.histories", 1_500);

    private static Verdict verdict(String model, List<String> lines) {
        return LinearizabilityChecker.check(
                        Loading.of(lines.toArray(String[]::new)),
                        ModelCatalog.named(model, null, NilRead.EXACT),
                        Keyed.YES,
                        Budget.unlimited())
                .verdict();
    }

    private static Validity valid(String... lines) {
        return verdict("register", List.of(lines)).valid();
    }

    @Test
    void aWriteWithoutAKeyMayHaveBeenOnAnyOneKey() {
        String[] write = {"0 invoke write 7", "0 info write 7"};
        String[] a = {"1 invoke read [:a nil]", "1 ok read [:a 7]"};
        String[] b = {"2 invoke read [:b nil]", "2 ok read [:b 7]"};
        assertThat(valid(concat(write, a))).isEqualTo(Validity.TRUE);
        assertThat(valid(concat(write, b))).isEqualTo(Validity.TRUE);
        assertThat(valid(concat(a, write))).isEqualTo(Validity.FALSE);
        Verdict both = verdict("register", List.of(concat(write, a, b)));
        assertThat(both.valid()).isEqualTo(Validity.FALSE);
        assertThat(both.notes())
                .singleElement()
                .asString()
                .startsWith("whichever keys :write of line 1 took effect on");
        assertThat(valid(concat(write, new String[] {"3 invoke write 7"}, a, b)))
                .isEqualTo(Validity.TRUE);
        String[] c = {"4 invoke read [:c nil]", "4 ok read [:c 8]"};
        Verdict certain = verdict("register", List.of(concat(write, a, c)));
        assertThat(certain.valid()).isEqualTo(Validity.FALSE);
        assertThat(Objects.requireNonNull(certain.anomalies().get(Analysis.NONLINEARIZABLE))
                        .examples())
                .allSatisfy(example -> assertThat(example.title()).startsWith(":c: "));
    }

    @Test
    void aWriteWithoutAnArgumentMayHaveWrittenAnything() {
        String[] write = {"0 invoke write [:a nil]"};
        String[] a = {"1 invoke read [:a nil]", "1 ok read [:a 7]"};
        String[] b = {"2 invoke read [:b nil]", "2 ok read [:b 7]"};
        assertThat(valid(write)).isEqualTo(Validity.TRUE);
        Verdict open = verdict("register", List.of(concat(write, a)));
        assertThat(open.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(open.notes()).anyMatch(note -> note.contains(":write of line 1 may have written anything"));
        assertThat(valid(concat(a, write))).isEqualTo(Validity.FALSE);
        assertThat(valid(concat(write, b))).isEqualTo(Validity.FALSE);
        assertThat(valid(concat(new String[] {"0 invoke write"}, b))).isEqualTo(Validity.UNKNOWN);
    }

    private static String[] concat(String[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }

    /** Holds the verdict against those on all histories in which the operations are wholly known. */
    @ParameterizedTest
    @ValueSource(strings = {"register", "set", "fifo-queue"})
    void theVerdictIsThatOnAllHistoriesThatItMayBe(String model) {
        Map<Validity, Integer> seen = new EnumMap<>(Validity.class);
        for (int seed = 0; seed < HISTORIES / 3; seed++) {
            List<String> lines = new RandomHistory(model, new Random(seed)).lines();
            boolean isPossible =
                    all(lines).stream().anyMatch(known -> verdict(model, known).valid() == Validity.TRUE);
            Validity valid = verdict(model, lines).valid();
            seen.merge(valid, 1, Integer::sum);
            boolean hasAllArguments = lines.stream().noneMatch(PartlyKnownOperationsTest::isWithoutArgument);
            String text = "seed " + seed + ":\n" + String.join("\n", lines);
            if (hasAllArguments) {
                assertThat(valid).as(text).isEqualTo(isPossible ? Validity.TRUE : Validity.FALSE);
            } else {
                assertThat(valid).as(text).isNotEqualTo(isPossible ? Validity.FALSE : Validity.TRUE);
            }
        }
        assertThat(seen).as("each verdict comes").containsOnlyKeys(Validity.values());
    }

    private static boolean isPartlyKnown(String line) {
        return line.startsWith("9");
    }

    private static boolean isWithoutArgument(String line) {
        return isPartlyKnown(line) && line.endsWith("nil");
    }

    /** The histories with each partly known operation on one of the keys with one of the values, or left out. */
    private static List<List<String>> all(List<String> lines) {
        List<List<String>> all = List.of(List.of());
        for (String line : lines) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> each : all) {
                for (String known : isPartlyKnown(line) ? known(line) : List.of(line)) {
                    List<String> next = new ArrayList<>(each);
                    if (!known.isEmpty()) {
                        next.add(known);
                    }
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }

    private static List<String> known(String line) {
        List<String> all = new ArrayList<>(List.of(""));
        String[] word = line.split(" ", 4);
        for (String value : isWithoutArgument(line) ? List.of("1", "2", "3") : List.of(word[3])) {
            for (String key : List.of(":a", ":b")) {
                all.add(word[0] + " invoke " + word[2] + " [" + key + " " + value + "]");
            }
        }
        return all;
    }

    /** A few operations on two keys, right for some choice or nearly so. */
    private static final class RandomHistory {
        private final Random random;
        private final String write;
        private final String read;
        private final boolean isSet;

        RandomHistory(String model, Random random) {
            this.random = random;
            isSet = model.equals("set");
            write = isSet ? "add" : model.equals("register") ? "write" : "enqueue";
            read = isSet ? "contains" : model.equals("register") ? "read" : "dequeue";
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            List<String> open = new ArrayList<>();
            int partlyKnown = 0;
            for (int i = 0; i < 9; i++) {
                if (partlyKnown < 2 && random.nextInt(3) == 0) {
                    String value = random.nextInt(4) == 0 ? "nil" : value();
                    lines.add("9" + i + " invoke " + write + " " + value);
                    partlyKnown++;
                } else if (!open.isEmpty() && random.nextBoolean()) {
                    lines.add(open.remove(random.nextInt(open.size())));
                } else {
                    String key = random.nextInt(3) == 0 ? ":b" : ":a";
                    boolean isRead = random.nextInt(3) > 0;
                    String value = value();
                    String asked = isRead && !isSet ? "nil" : value;
                    String answered = !isRead ? value : isSet ? String.valueOf(random.nextInt(4) > 0) : value;
                    String f = isRead ? read : write;
                    lines.add(i + " invoke " + f + " [" + key + " " + asked + "]");
                    open.add(i + " ok " + f + " [" + key + " " + answered + "]");
                }
            }
            return lines.stream().collect(Collectors.toList());
        }

        private String value() {
            return String.valueOf(1 + random.nextInt(3));
        }
    }
}
