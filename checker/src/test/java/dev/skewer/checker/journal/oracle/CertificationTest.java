package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every verdict on a journal history stands up to being checked again by definition. */
class CertificationTest {
    private static final String ALONE = "whatever the others did";

    private static void certify(List<SmallOp> ops, Map<String, Integer> found) {
        CheckSession session = new JournalChecker().open(CheckOptions.none());
        assertThat(session.certify()).isEqualTo(Certification.NONE);
        SmallHistory.feed(ops, session);
        Verdict verdict = session.verdict(Budget.unlimited());
        Certification certification = session.certify();
        int answers = verdict.valid() == Validity.FALSE
                ? verdict.anomalies().values().stream()
                        .map(Anomaly::examples)
                        .mapToInt(List::size)
                        .sum()
                : 1;
        boolean isEmpty = verdict.valid() == Validity.UNKNOWN;
        assertThat(certification.size()).isEqualTo(answers);
        assertThat(certification.certified())
                .as(() -> certification + "\n" + SmallHistory.edn(ops))
                .isEqualTo(isEmpty ? 0 : answers);
        for (Anomaly anomaly : verdict.anomalies().values()) {
            for (Example example : anomaly.examples()) {
                assertThat(example.steps()).hasSizeBetween(1, 12);
                // Every mark for an operation has become its name.
                assertThat(example.contradiction()).doesNotContain("\0");
            }
        }
        certification
                .groups()
                .forEach(group ->
                        found.merge(group.certificate().how(), group.names().size(), Integer::sum));
    }

    @Property(tries = 600)
    void everyVerdictIsCertified(@ForAll @LongRange(min = 0) long seed) {
        certify(RandomHistories.any(seed).ops(), new TreeMap<>());
    }

    @Property(tries = 60)
    void soIsThatOnALongHistoryOfACorrectStore(@ForAll @LongRange(min = 0) long seed) {
        certify(RandomHistories.ofACorrectStore(seed), new TreeMap<>());
    }

    /** A story shows what it takes to believe it, in few rows; where that takes too long to find out, which is rare, it says so. */
    @Test
    @Tag("thorough")
    void examplesAreContradictionsByThemselves() {
        Map<String, Integer> found = new TreeMap<>();
        for (long seed = 0; seed < 6_000; seed++) {
            certify((seed % 10 == 0 ? RandomHistories.longer(seed) : RandomHistories.any(seed)).ops(), found);
        }
        System.out.println(found);
        int examples = count(found, "no order");
        int alone = count(found, ALONE);
        assertThat(examples).isGreaterThan(2_000);
        assertThat(examples - alone).isLessThan(examples / 1_000);
    }

    private static int count(Map<String, Integer> found, String about) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().contains(about))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
