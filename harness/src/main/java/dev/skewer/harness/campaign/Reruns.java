package dev.skewer.harness.campaign;

import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often cells are run again whose runs do not say that all is well: to tell whether they never do, or now and then. It is a budget, and no way out: each run counts as the first ones do,
 * so one that is {@code false} stays so however many follow, and one that is {@code unknown} stays undecided.
 */
public final class Reruns {
    /** None at all. */
    public static final Reruns NONE = new Reruns(0, null);

    /** More than anybody waits for. */
    public static final int MAX_COUNT = 1_000;

    private final int perCell;
    private final @Nullable Duration inAll;
    private Duration spent = Duration.ZERO;

    /**
     * A budget.
     *
     * @param perCell how many further runs a cell may have
     * @param inAll how long all of them may take together; null for as long as they take
     */
    public Reruns(int perCell, @Nullable Duration inAll) {
        this.perCell = perCell;
        this.inAll = inAll;
    }

    /** Whether a cell is to be run once more. */
    synchronized boolean isWanted(Expectation expected, List<CampaignSummary.Run> runs) {
        long made = runs.stream().filter(CampaignSummary.Run::isRerun).count();
        return made < perCell
                && expected.isValid()
                && !expected.isMetBy(runs)
                && (inAll == null || spent.compareTo(inAll) < 0);
    }

    /** Takes note of how long one took. */
    synchronized void spend(Duration duration) {
        spent = spent.plus(duration);
    }
}
