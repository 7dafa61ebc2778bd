package dev.skewer.results.outcome;

import dev.skewer.checker.Validity;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A history that an outcome rests on.
 *
 * @param file where it is, as the user would write it; nothing if it came by standard input
 * @param isRecorded whether Skewer recorded it, a line an event: then an event's line is its index and one
 * @param seed of its run; nothing if it is of none
 * @param valid its verdict
 * @param check the command that checks it again
 * @param again the command that runs its test again; nothing if it is of no run
 */
public record TestedHistory(
        Optional<String> file,
        boolean isRecorded,
        OptionalLong seed,
        Validity valid,
        String check,
        Optional<String> again) {
    /**
     * The line that an event has in the file, from 1 on; nothing where that is not known.
     *
     * @param index of the event in the history
     */
    public OptionalLong line(long index) {
        return isRecorded && index >= 0 ? OptionalLong.of(index + 1) : OptionalLong.empty();
    }
}
