package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.search.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That no order passes which is no linearization. */
class ReplayTest {
    private static final Model<?> REGISTER = ModelCatalog.named("register", 0L, NilRead.ANY);

    /** A write that overlaps a read of what it wrote; then a read of it, and a write of unknown outcome from the beginning. */
    private final Calls calls =
            new Calls(new int[] {0, 1, 2, 5}, new int[] {Calls.NEVER, 3, 4, 6}, new int[4], new int[4], new int[4]);

    private final List<Operation> operations = List.of(
            new Operation("write", null, 2L, null, false),
            new Operation("write", null, 1L, 1L, true),
            new Operation("read", null, null, 1L, true),
            new Operation("read", null, null, 1L, true));

    private String complaint(int... order) {
        return Replay.complaint(REGISTER, calls, operations, order);
    }

    @Test
    void linearizationsPass() {
        assertThat(complaint(1, 2, 3)).isEmpty();
        assertThat(complaint(0, 1, 2, 3)).isEmpty();
        assertThat(complaint(1, 2, 3, 0)).isEmpty();
    }

    @Test
    void whatTheObjectDoesNotAnswerDoesNot() {
        assertThat(complaint(2, 1, 3)).isEqualTo("read → 1 comes when the register holds 0, not 1");
        assertThat(complaint(1, 2, 0, 3)).isEqualTo("read → 1 comes when the register holds 2, not 1");
    }

    @Test
    void whatRealTimeDoesNotAllowDoesNot() {
        assertThat(complaint(1, 3, 2))
                .isEqualTo("read → 1 comes after an operation that was called when it had returned");
    }

    @Test
    void eachCallThatReturnedComesOnce() {
        assertThat(complaint(1, 2)).isEqualTo("read → 1 is left out, though it returned");
        assertThat(complaint()).isEqualTo("write 1 is left out, though it returned");
        assertThat(complaint(1, 2, 2, 3)).isEqualTo("read → 1 comes twice");
        assertThat(complaint(1, 1, 2, 3)).isEqualTo("write 1 comes twice");
    }

    @Test
    void callsThatFitAnywhereComeWhenTheyWereMade() {
        assertThat(Replay.withFree(calls, new int[] {1, 3})).containsExactly(1, 2, 3);
        assertThat(Replay.withFree(calls, new int[] {3})).containsExactly(1, 2, 3);
        assertThat(Replay.withFree(calls, new int[] {0, 1})).containsExactly(0, 1, 2, 3);
        assertThat(Replay.withFree(calls, new int[0])).containsExactly(1, 2, 3);
    }
}
