package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.oracle.DefectiveStore.Defect;
import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import dev.skewer.checker.journal.oracle.RandomHistories.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A verdict excludes no consistency model that the store kept, and names those that its mistake is known to break. */
class ExcludedModelsTest {
    private static final int HISTORIES = 20_000;

    private static List<Verdict> wrong(Defect defect) {
        List<Verdict> wrong = new ArrayList<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            Sample sample = RandomHistories.of(Sort.DEFECTIVE, seed);
            if (sample.origin().equals(defect.toString())) {
                Verdict verdict = Comparison.check(sample.ops());
                if (verdict.valid() == Validity.FALSE) {
                    wrong.add(verdict);
                }
            }
        }
        assertThat(wrong).as("%s", defect).hasSizeGreaterThan(20);
        return wrong;
    }

    private static Set<String> excluded(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> List.of(verdict.not(), verdict.alsoNot()).stream())
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> impliedBy(String model) {
        return ConsistencyModels.names().stream()
                .filter(weaker -> ConsistencyModels.implies(model, weaker))
                .toList();
    }

    @Test
    void readsOfAnOlderMomentAreSerializable() {
        List<Verdict> wrong = wrong(Defect.LAGGING_READ);
        assertThat(excluded(wrong))
                .contains("strict-serializable", "strong-snapshot-isolation")
                .doesNotContainAnyElementsOf(impliedBy("serializable"));
    }

    @Test
    void scansOfSeveralMomentsAreReadCommitted() {
        assertThat(excluded(wrong(Defect.TORN_SCAN)))
                .contains("snapshot-isolation", "serializable")
                .doesNotContainAnyElementsOf(impliedBy("read-committed"));
    }

    @Test
    void aReadOfTwoMomentsBreaksReadAtomicity() {
        List<Verdict> skewed = wrong(Defect.SKEWED_READ).stream()
                .filter(verdict -> verdict.anomalies().containsKey("read-skew"))
                .toList();
        assertThat(skewed).hasSizeGreaterThan(20).allSatisfy(verdict -> {
            assertThat(verdict.alsoNot()).contains("snapshot-isolation", "serializable", "strict-serializable");
            assertThat(verdict.not()).doesNotContainAnyElementsOf(impliedBy("read-committed"));
        });
        assertThat(excluded(skewed)).contains("read-atomic");
    }

    @Test
    void aFalseVerdictExcludesStrictSerializability() {
        for (long seed = 0; seed < 2_000; seed++) {
            Verdict verdict = Comparison.check(RandomHistories.any(seed).ops());
            boolean isExcluded = verdict.not().contains("strict-serializable")
                    || verdict.alsoNot().contains("strict-serializable");
            assertThat(isExcluded).as("seed %d: %s", seed, verdict).isEqualTo(verdict.valid() == Validity.FALSE);
            assertThat(verdict.alsoNot()).noneMatch(verdict.not()::contains);
        }
    }
}
