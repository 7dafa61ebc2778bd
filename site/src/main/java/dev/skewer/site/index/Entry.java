package dev.skewer.site.index;

import dev.skewer.checker.Validity;
import dev.skewer.results.RunName;
import java.time.Duration;
import java.util.List;

/**
 * What a listing shows of a stored run or campaign.
 *
 * @param test the name of the folder that its own folder lies in
 * @param folder the name of its own
 * @param name when it began, by that
 * @param kind a run or a campaign
 * @param status how far it has come
 * @param title what was tested, in one line
 * @param valid what came of it; {@link Validity#UNKNOWN} where nothing did
 * @param cells of a campaign, as far as they are known; of a run one, which is all of it
 * @param elapsed how long it ran; zero where that is not known, and of a campaign
 * @param remark what is wrong with it, in one line; empty if nothing is
 */
public record Entry(
        String test,
        String folder,
        RunName name,
        Kind kind,
        Status status,
        String title,
        Validity valid,
        List<Cell> cells,
        Duration elapsed,
        String remark) {
    /** What a folder is of. */
    public enum Kind {
        /** One test. */
        RUN,
        /** Many, each with a folder in this one. */
        CAMPAIGN
    }

    /** How far a run has come. */
    public enum Status {
        /** Its folder has not been looked at yet. */
        UNREAD,
        /** It has its verdict. */
        OVER,
        /** It goes on. */
        RUNNING,
        /** It has no verdict, and its process is no more. */
        KILLED,
        /** What it left cannot be read. */
        DAMAGED
    }

    /** Copies the list. */
    public Entry {
        cells = List.copyOf(cells);
    }

    /** The names of the folders on the way to its own. */
    public List<String> path() {
        return List.of(test, folder);
    }

    /** Whether what came of it is known. */
    public boolean isOver() {
        return status == Status.OVER;
    }

    /** Client operations. */
    public long ops() {
        return cells.stream().mapToLong(Cell::ops).sum();
    }

    /** Opportunities to fail. */
    public long opportunities() {
        return cells.stream().mapToLong(Cell::opportunities).sum();
    }

    /** What came of it in a word: that of its status as long as there is no verdict; of a campaign {@code pass} or {@code fail}. */
    public String outcome() {
        if (status != Status.OVER) {
            return Filter.word(status);
        }
        if (kind == Kind.RUN || valid == Validity.UNKNOWN) {
            return valid.toString();
        }
        return valid == Validity.TRUE ? "pass" : "fail";
    }
}
