package dev.skewer.results.summary;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a campaign is about to do, as plain data: a function of its file and the command line, so that machines that share it agree on who
 * does what, and one that goes on after an interruption can make sure that it does the same.
 *
 * @param name what the campaign is called
 * @param cells all of them, those of other shards and those that the time limit leaves out too, in their order
 * @param leftOut what the lists of its file multiply out to and no target of theirs has, a sentence each
 * @param costOfIsolation how long to measure the cost of isolation after the cells; zero is not at all
 * @param shard which part this is the plan of
 * @param producer what made it, such as {@code skewer 0.1.0 on JDK 17.0.15}
 */
public record CampaignPlan(
        String name,
        List<PlannedCell> cells,
        List<String> leftOut,
        Duration costOfIsolation,
        Shard shard,
        String producer) {
    /** Copies the lists. */
    public CampaignPlan {
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
    }

    /** The cells that this shard runs. */
    public List<PlannedCell> own() {
        return cells.stream().filter(cell -> cell.shard() == shard.index()).toList();
    }

    /** How long this shard will take, about, if every cell of it can be run. */
    public Duration estimate() {
        return own().stream().map(PlannedCell::estimate).reduce(measuredHere(), Duration::plus);
    }

    /** How long this shard measures the cost of isolation: one of them does. */
    public Duration measuredHere() {
        return shard.index() == 1 ? costOfIsolation : Duration.ZERO;
    }

    /** The plan of another shard of the same campaign. */
    public CampaignPlan of(Shard other) {
        return new CampaignPlan(name, cells, leftOut, costOfIsolation, other, producer);
    }

    /**
     * What tells it from the plans of other campaigns: all shards of one campaign have the same, wherever they are made. Of the cells and who
     * runs them, in their order.
     *
     * @return twelve hexadecimal digits
     */
    public String id() {
        var text = new StringBuilder(name)
                .append('\n')
                .append(shard.count())
                .append(' ')
                .append(costOfIsolation);
        for (PlannedCell cell : cells) {
            text.append('\n')
                    .append(cell.key())
                    .append(' ')
                    .append(cell.seeds())
                    .append(' ')
                    .append(cell.shard());
        }
        return CellId.digest(text.toString());
    }

    /** In what another plan is not the same, producer and shard included, in a few words for a person; empty if it is. */
    public Optional<String> differenceTo(CampaignPlan other) {
        if (!producer.equals(other.producer)) {
            return Optional.of("made by " + producer + ", not by " + other.producer);
        }
        if (!shard.equals(other.shard)) {
            return Optional.of("shard " + shard + ", not " + other.shard);
        }
        if (cells.size() != other.cells.size()) {
            return Optional.of(cells.size() + " cells, not " + other.cells.size());
        }
        for (int i = 0; i < cells.size(); i++) {
            PlannedCell cell = cells.get(i);
            PlannedCell than = other.cells.get(i);
            if (!cell.key().equals(than.key()) || !cell.seeds().equals(than.seeds())) {
                return Optional.of(
                        "cell " + (i + 1) + " is '" + cell.name() + "' (" + cell.key() + ", seeds " + cell.seeds()
                                + "), not '" + than.name() + "' (" + than.key() + ", seeds " + than.seeds() + ")");
            }
        }
        return id().equals(other.id()) ? Optional.empty() : Optional.of("another time limit or cost of isolation");
    }
}
