package dev.skewer.checker.linear;

import static dev.skewer.checker.linear.Calls.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Decision CONTRADICTION = Decision.contradiction("they cross", 7, NONE, 3, 7);

    @Test
    void aContradictionNamesItsCallsOnceInOrder() {
        assertThat(CONTRADICTION.outcome()).isEqualTo(Validity.FALSE);
        assertThat(CONTRADICTION.because()).isEqualTo("they cross");
        assertThat(CONTRADICTION.calls()).containsExactly(3, 7);
        assertThat(CONTRADICTION.order()).isEmpty();
        assertThat(CONTRADICTION).hasToString("false: they cross[3, 7]");
    }

    @Test
    void onlyAContradictionCanNameMoreCalls() {
        assertThat(CONTRADICTION.with(5, 3).calls()).containsExactly(3, 5, 7);
        assertThat(CONTRADICTION.with(5, 3).because()).isEqualTo("they cross");
        Decision open = Decision.notApplicable("too much at once");
        assertThat(open.with(5)).isSameAs(open).hasToString("unknown: too much at once");
        assertThat(Decision.TRUE.with(5)).isSameAs(Decision.TRUE).hasToString("true");
    }

    @Test
    void onlyWhatIsLinearizableHasAnOrder() {
        Decision ordered = Decision.TRUE.by(() -> new int[] {1, 0});
        assertThat(ordered.outcome()).isEqualTo(Validity.TRUE);
        assertThat(ordered.order()).containsExactly(1, 0);
        assertThat(CONTRADICTION.by(() -> new int[] {1, 0})).isSameAs(CONTRADICTION);
    }

    @Test
    void otherNumbersOfCallsAreTakenForAllThatIsNamed() {
        int[] names = {10, 11, 12, 13, 14, 15, 16, 17};
        assertThat(CONTRADICTION.renamed(names)).hasToString("false: they cross[13, 17]");
        assertThat(Decision.linearizable(() -> new int[] {2, 0}).renamed(names).order())
                .containsExactly(12, 10);
    }
}
