package dev.skewer.workloads.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.journal.JournalPlan.Cut;
import org.junit.jupiter.api.Test;

class JournalBinderTest {
    private final KeyDirectory directory = new KeyDirectory(10, id -> 0);
    private final JournalBinder binder = new JournalBinder(2, 8, directory);

    private JournalOperation trim(Cut cut, int amount) {
        return binder.bind(new JournalPlan.Trim(5, cut, amount));
    }

    private JournalOperation compact(Cut cut, int amount) {
        return binder.bind(new JournalPlan.Compact(5, cut, amount));
    }

    @Test
    void valuesCountUpInTheSlotsOwnResidue() {
        assertThat(binder.bind(new JournalPlan.Append(5, 0)))
                .isEqualTo(new JournalOperation.AppendOne(new Append(5, 2)));
        assertThat(binder.bind(new JournalPlan.AppendAll(KeySet.of(1, 3))))
                .isEqualTo(new JournalOperation.AppendAll(java.util.List.of(new Append(1, 10), new Append(3, 18))));
        assertThat(binder.bind(new JournalPlan.SetState(4, 1))).isEqualTo(new JournalOperation.SetState(4, "b", 26));
    }

    @Test
    void aPurgedIdIsNeverUsedAgainExceptOnPurpose() {
        directory.retire(5);
        assertThat(binder.bind(new JournalPlan.Purge(5))).isEqualTo(new JournalOperation.Purge(15));
        assertThat(binder.bind(new JournalPlan.Read(5, 1, true, false)))
                .isEqualTo(new JournalOperation.Read(5, true, false));
        assertThat(binder.bind(new JournalPlan.Read(5, 3, false, true)))
                .isEqualTo(new JournalOperation.Read(5, false, true));
        directory.retire(5); // somebody else's purge of the same id: late, and without effect
        assertThat(directory.id(5)).isEqualTo(15);
    }

    @Test
    void cutsAreRelativeToWhatWasLastHeard() {
        directory.heardLength(5, 12);
        directory.heardFirst(5, 4);
        assertThat(trim(Cut.DROP, 3)).isEqualTo(new JournalOperation.Trim(5, 9));
        assertThat(trim(Cut.DROP, 100)).isEqualTo(new JournalOperation.Trim(5, 4));
        assertThat(trim(Cut.KEEP, 2)).isEqualTo(new JournalOperation.Trim(5, 6));
        assertThat(trim(Cut.KEEP, 0)).isEqualTo(new JournalOperation.Trim(5, 4));
        assertThat(trim(Cut.BEYOND, 2)).isEqualTo(new JournalOperation.Trim(5, 14));
        assertThat(trim(Cut.NOTHING, 0)).isEqualTo(new JournalOperation.Trim(5, 12));
        assertThat(compact(Cut.DROP, 3)).isEqualTo(new JournalOperation.Compact(5, 7));
        assertThat(compact(Cut.KEEP, 2)).isEqualTo(new JournalOperation.Compact(5, 10));
        assertThat(compact(Cut.KEEP, 0)).isEqualTo(new JournalOperation.Compact(5, 12));
        assertThat(compact(Cut.BEYOND, 2)).isEqualTo(new JournalOperation.Compact(5, 14));
        assertThat(compact(Cut.NOTHING, 0)).isEqualTo(new JournalOperation.Compact(5, 4));
    }

    @Test
    void anyCutOfAJournalThatIsTooLongBringsItBackToItsBound() {
        directory.heardLength(5, 100);
        assertThat(trim(Cut.DROP, 1)).isEqualTo(new JournalOperation.Trim(5, 32));
        assertThat(trim(Cut.BEYOND, 1)).isEqualTo(new JournalOperation.Trim(5, 32));
        assertThat(compact(Cut.DROP, 1)).isEqualTo(new JournalOperation.Compact(5, 68));
        assertThat(compact(Cut.NOTHING, 0)).isEqualTo(new JournalOperation.Compact(5, 68));
    }

    @Test
    void nothingIsKnownOfAFreshInvocation() {
        assertThat(directory.isTouched(5)).isFalse();
        assertThat(trim(Cut.DROP, 3)).isEqualTo(new JournalOperation.Trim(5, 0));
        directory.heardLength(5, 7);
        directory.retire(5);
        assertThat(directory.isTouched(5)).isFalse();
        assertThat(directory.length(5)).isZero();
        directory.heardLength(5, 9); // late news of the purged one
        assertThat(directory.isTouched(5)).isFalse();
    }
}
