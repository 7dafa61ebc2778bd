package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class RandomHistoriesTest {
    private static final int HISTORIES = 4000;

    /** Classes of histories, some of which must be linearizable and some must not be. */
    private static final List<String> BOTH_WAYS = List.of(
            "sort damaged",
            "sort defective",
            "sort torn",
            "sort unstructured",
            "store reports less",
            "ok append",
            "ok append-all over invocations",
            "ok append-all twice to one",
            "append-all both over invocations and twice to one",
            "ok set-state",
            "ok trim",
            "ok compact",
            "ok purge",
            "ok read with state",
            "ok read of the range",
            "ok read-metadata",
            "ok read-journal",
            "ok scan over invocations",
            "fail append",
            "fail append-all",
            "fail trim",
            "info append",
            "info append-all over invocations",
            "info set-state",
            "info trim",
            "info compact",
            "info purge",
            "info read",
            "open append",
            "open trim");

    /** Classes that only a linearizable history can be in. */
    private static final List<String> EXPLAINED = List.of(
            "sort valid",
            "sees a purged one",
            "sees an unknown one",
            "trim without effect",
            "trim below first",
            "compact without effect",
            "compact beyond length",
            "another journal of the same first and length",
            "several epochs",
            "needs an indeterminate append",
            "needs an indeterminate append-all",
            "needs an indeterminate set-state",
            "needs an indeterminate trim",
            "needs an indeterminate compact",
            "needs an indeterminate purge",
            "needs several indeterminate operations",
            "an effect after the end");

    @Test
    void everyInterestingClassOccurs() {
        Census census = new Census();
        for (long seed = 0; seed < HISTORIES; seed++) {
            census.add(RandomHistories.any(seed));
        }
        System.out.println(census);
        SoftAssertions all = new SoftAssertions();
        for (String label : BOTH_WAYS) {
            all.assertThat(census.linearizable(label)).as(label).isPositive();
            all.assertThat(census.notLinearizable(label)).as(label).isPositive();
        }
        for (String label : EXPLAINED) {
            all.assertThat(census.linearizable(label)).as(label).isPositive();
        }
        for (Damage damage : Damage.values()) {
            String label =
                    "damage " + damage.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (damage != Damage.OK_TO_INFO) { // That only adds explanations.
                all.assertThat(census.notLinearizable(label)).as(label).isPositive();
            }
        }
        for (DefectiveStore.Defect defect : DefectiveStore.Defect.values()) {
            String label =
                    "defect " + defect.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            all.assertThat(census.notLinearizable(label)).as(label).isPositive();
        }
        all.assertThat(census.notLinearizable("sort valid")).isZero();
        all.assertAll();
    }

    @Property(tries = 300)
    void aSeedGivesOneHistory(@ForAll long seed) {
        assertThat(RandomHistories.any(seed)).isEqualTo(RandomHistories.any(seed));
    }

    @Property(tries = 1000)
    void clientsCouldHaveRecordedIt(@ForAll long seed) {
        Sample sample = RandomHistories.any(seed);
        List<SmallOp> ops = sample.ops();
        assertThat(SmallHistory.tidy(ops)).isEqualTo(ops);
        Map<Integer, SmallOp> last = new HashMap<>();
        Set<Integer> entries = new HashSet<>();
        for (SmallOp op : ops) {
            SmallOp previous = last.put(op.process(), op);
            if (previous != null) {
                assertThat(previous.end()).isIn(End.OK, End.FAIL);
                assertThat(previous.completed()).isLessThan(op.invoked());
            }
            if (op.call() instanceof Call.Append append) {
                assertThat(entries.add(append.entry())).isTrue();
            }
        }
    }

    @Property(tries = 200)
    void reductionsAreSmallerAndTidy(@ForAll long seed) {
        List<SmallOp> ops = RandomHistories.any(seed).ops();
        Reductions.of(ops).forEach(smaller -> {
            assertThat(SmallHistory.tidy(smaller)).isEqualTo(smaller);
            assertThat(smaller.size() < ops.size() || Reductions.weight(smaller) < Reductions.weight(ops))
                    .isTrue();
        });
    }
}
