package dev.skewer.store;

/** {@link Defect#DOUBLE_APPEND_ON_RETRY}: one plain append in {@value #PERIOD}, by its LSN, is taken for timed out. */
final class DoubleAppendOnRetry implements RetryRule {
    private static final int PERIOD = 64;

    @Override
    public boolean again(Command command, Outcome outcome) {
        return command instanceof Command.Append append
                && append.ifLength() == Command.ANY_LENGTH
                && outcome instanceof Outcome.Appended appended
                && appended.lsn() % PERIOD == 0;
    }
}
