package dev.skewer.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a budget allows, and for how long. */
class BudgetTest {
    @Test
    void aSpentBudgetEndsAnAlgorithm() {
        Budget spent = Budget.of(Duration.ZERO, 0);
        assertThat(spent.exhausted()).isTrue();
        assertThatThrownBy(spent::require).isInstanceOf(Budget.Exceeded.class);
        Budget.of(Duration.ofHours(1), 0).require();
        Budget.unlimited().require();
    }

    @Test
    void anInterruptSpendsEveryBudget() {
        Thread.currentThread().interrupt();
        boolean isSpent = Budget.unlimited().exhausted()
                && Budget.of(Duration.ofHours(1), 0).exhausted();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(isSpent).isTrue();
    }

    @Test
    void whatComesAfterwardsHasALittleTimeInAnyCaseAndAllThatIsLeft() {
        assertThat(Budget.of(Duration.ZERO, 0).afterwards().exhausted()).isFalse();
        assertThat(Budget.of(Duration.ofHours(1), 5).afterwards().exhausted()).isFalse();
        assertThat(Budget.of(Duration.ofHours(1), 5).afterwards().memoryBytes()).isEqualTo(5);
        assertThat(Budget.unlimited().afterwards().exhausted()).isFalse();
    }

    @Test
    void aVeryLongTimeDoesNotOverflow() {
        assertThat(Budget.of(Duration.ofSeconds(Long.MAX_VALUE), 0).exhausted()).isFalse();
    }
}
