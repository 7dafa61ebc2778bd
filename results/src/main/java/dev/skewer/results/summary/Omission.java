package dev.skewer.results.summary;

/**
 * A cell of a campaign that was not run.
 *
 * @param key of its plan
 * @param name what tells it from the others for a person
 * @param reason why, such as {@code left out for the time limit} or {@code shard 2/3 is missing}
 * @param isByTimeLimit whether the time limit leaves it out, as who set it wished; otherwise it is missing
 */
public record Omission(String key, String name, String reason, boolean isByTimeLimit) {
    /** One that the time limit leaves out. */
    public static Omission byTimeLimit(PlannedCell cell) {
        return new Omission(cell.key(), cell.name(), "left out for the time limit", true);
    }

    /** One that should have been run. */
    public static Omission missing(PlannedCell cell, String reason) {
        return new Omission(cell.key(), cell.name(), reason, false);
    }
}
