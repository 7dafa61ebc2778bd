package dev.skewer.harness.console;

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

    /**
     * A bar that redraws itself where a person watches; one line every five seconds where a log is written.
     *
     * @param surroundings where to
     * @param task what is going on, in a word or two
     */
    static Progress on(Surroundings surroundings, String task) {
        return surroundings.errIsTerminal()
                ? new ProgressLine(surroundings, task)
                : new ProgressLog(surroundings.err(), task);
    }
}
