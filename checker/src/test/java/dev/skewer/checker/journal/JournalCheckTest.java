package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a verdict says of what it left open, and how it is certified. */
class JournalCheckTest {
    private static final Budget NOTHING = Budget.of(Duration.ofNanos(-1), 0);
    private static final Budget ENOUGH = Budget.of(Duration.ofSeconds(10), 64 << 20);
    private static final String COUNTS = " not searched to the end: counts are of what was looked at";

    private static JournalCheck of(Budget budget, String... lines) {
        JournalHistory history = history(lines);
        return JournalCheck.of(history, new InvocationParts(history), 1, budget);
    }

    private static String unknown(int process, String f, String value) {
        return invoke(process, f, value) + "\n" + event(process, "info", f, value);
    }

    /** An invocation of which only a search can tell what became of two trims and an append; it has an order or not. */
    private static String open(int id, boolean hasOrder) {
        String of = "{:id " + id;
        int entry = 10 * id;
        return append(0, id, entry, 0, 0) + "\n"
                + unknown(entry + 1, "trim", of + " :length 1}") + "\n"
                + (hasOrder ? unknown(entry + 2, "trim", of + " :length 0}") + "\n" : "")
                + unknown(entry + 3, "append", of + " :entry " + (entry + 1) + "}") + "\n"
                + read(4, id, 1, 0, 1, "[[0 " + (entry + 1) + "]]");
    }

    private static final String PHANTOM = append(0, 9, 90, 0, 0) + "\n" + read(4, 9, 0, 0, 1, "[[0 99]]");

    @Test
    void aFalseVerdictCountsTheInvocationsThatItLeftOpen() {
        Verdict one = of(NOTHING, PHANTOM, open(1, true)).run();
        assertThat(one.valid()).isEqualTo(Validity.FALSE);
        assertThat(one.notes()).containsExactly("1 invocation with operations of unknown outcome was" + COUNTS);
        Verdict two = of(NOTHING, PHANTOM, open(1, true), open(2, false)).run();
        assertThat(two.notes()).containsExactly("2 invocations with operations of unknown outcome were" + COUNTS);
        assertThat(two.anomalies()).containsOnlyKeys("phantom-entry");
    }

    @Test
    void whatASearchDecidesBesideAnAnomalyIsCountedAndLeavesNoNote() {
        Verdict right = of(ENOUGH, PHANTOM, open(1, true)).run();
        assertThat(right.notes()).isEmpty();
        assertThat(right.anomalies()).containsOnlyKeys("phantom-entry");
        Verdict wrong = of(ENOUGH, PHANTOM, open(1, true), open(2, false)).run();
        assertThat(wrong.notes()).isEmpty();
        assertThat(wrong.anomalies()).hasSize(2).containsKey("phantom-entry");
        assertThat(of(ENOUGH, PHANTOM).run().notes()).isEmpty();
        assertThat(of(NOTHING, PHANTOM).run().notes()).isEmpty();
    }

    @Test
    void anUnknownVerdictSaysWhyAndIsNotCertified() {
        JournalCheck check = of(NOTHING, open(1, true));
        Verdict verdict = check.run();
        assertThat(verdict.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.anomalies()).isEmpty();
        assertThat(verdict.notes()).singleElement().asString().contains("could not be decided within the budget");
        Certification certification = check.certify(verdict);
        assertThat(certification.size()).isEqualTo(1);
        assertThat(certification.certified()).isZero();
        assertThat(certification.groups().get(0).certificate().how()).isEqualTo("the verdict is unknown");
    }

    @Test
    void whatASearchFoundIsReplayedAndWhatItRuledOutIsSearchedAgain() {
        JournalCheck right = of(ENOUGH, open(1, true), open(2, true));
        Verdict found = right.run();
        assertThat(found.valid()).isEqualTo(Validity.TRUE);
        assertThat(right.certify(found).certified()).isEqualTo(1);
        JournalCheck wrong = of(ENOUGH, open(1, false), open(2, true));
        Verdict none = wrong.run();
        assertThat(none.valid()).isEqualTo(Validity.FALSE);
        Certification certification = wrong.certify(none);
        assertThat(certification.size()).isEqualTo(1);
        assertThat(certification.certified()).isEqualTo(1);
    }

    @Test
    void aSessionChecksTheEventsItWasGivenAndCountsThem() throws IOException {
        String text = String.join("\n", PHANTOM, invoke(0, "append", "{:id 9 :entry 91}"));
        CheckSession session = new JournalChecker().open(CheckOptions.none());
        long before = session.bytes();
        try (EventReader reader = Histories.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.edn", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        }
        assertThat(session.completed()).isEqualTo(2);
        assertThat(session.bytes()).isGreaterThan(before);
        Verdict verdict = session.verdict(ENOUGH);
        assertThat(verdict.anomalies()).containsOnlyKeys("phantom-entry");
        assertThat(session.certify().certified()).isEqualTo(1);
        CheckOptions initial = CheckOptions.none().withText(CheckOption.INITIAL, "5");
        assertThatThrownBy(() -> new JournalChecker().open(initial)).hasMessageContaining("first append");
    }

    /** Where events of others came between, the index of an event is not the number of events of clients before it. */
    @Test
    void storiesNameOperationsByTheIndexOfTheirEvents() {
        String nemesis = "{:process :nemesis, :type :info, :f :kill, :value nil}\n";
        String elsewhere = read(4, 9, 0, 0, 1, "[[0 80]]");
        for (int before : new int[] {0, 1, 5, 2_000}) {
            String many = append(0, 7, 70, 0, 0) + "\n" + nemesis
                    + (call(0, "read-metadata", "{:id 6}", "{:id 6 :metadata nil}") + "\n").repeat(before);
            Verdict verdict =
                    of(ENOUGH, append(0, 8, 80, 0, 0), many, elsewhere).run();
            assertThat(verdict.anomalies()
                            .values()
                            .iterator()
                            .next()
                            .examples()
                            .get(0)
                            .steps())
                    .extracting(Example.Step::index)
                    .containsExactly(0L, 5L + 2L * before);
        }
    }

    @Test
    void anyNumberOfOtherNamesMayComeBeforeThoseOfTheFunctions() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            names.append("{:process :nemesis, :type :info, :f :f").append(i).append(", :value nil}\n");
        }
        Verdict verdict =
                of(ENOUGH, names.toString(), PHANTOM, append(0, 8, 80, 0, 0)).run();
        assertThat(verdict.anomalies()).containsOnlyKeys("phantom-entry");
        assertThat(verdict.ops()).isEqualTo(3);
    }
}
