package dev.skewer.harness.console;

import java.util.function.Function;

/** Shows how far a long piece of work has come; written to standard error. Used by one thread at a time. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void show(double fraction, String text) {}

        @Override
        public void close() {}
    };

    /**
     * Shows the current state; may be called as often as wanted.
     *
     * @param fraction how much is done, from 0 to 1; negative if nobody knows
     * @param text what else there is to say, on one line
     */
    void show(double fraction, String text);

    /** Takes it off the screen. */
    @Override
    void close();

    /** The same, for a part of the work that must not take it off the screen. */
    default Progress borrowed() {
        Progress lender = this;
        return new Progress() {
            @Override
            public void show(double fraction, String text) {
                lender.show(fraction, text);
            }

            @Override
            public void close() {}
        };
    }

    /**
     * A bar that redraws itself where a person watches; one line every five seconds where a log is written.
     *
     * @param surroundings where to
     * @param task what is going on, in a word or two
     */
    static Progress on(Surroundings surroundings, String task) {
        return series(surroundings).apply(task);
    }

    /**
     * The same for one task after the other: where a log is written, they all together give one line every five seconds, however
     * short they are.
     *
     * @param surroundings where to
     * @return makes the progress of a task; the one before must have been closed
     */
    static Function<String, Progress> series(Surroundings surroundings) {
        if (surroundings.errIsTerminal()) {
            return task -> new ProgressLine(surroundings, task);
        }
        var pace = new ProgressLog.Pace();
        return task -> new ProgressLog(surroundings.err(), task, pace);
    }
}
