package dev.skewer.harness.run;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.JournalHistoryBuilder;
import dev.skewer.history.Event;
import dev.skewer.history.Format;

/** Judges by the journal model. */
public final class JournalJudge implements Judge {
    private final JournalHistoryBuilder builder;

    /**
     * A judge of one history.
     *
     * @param source its name in complaints
     */
    public JournalJudge(String source) {
        builder = new JournalHistoryBuilder(source);
    }

    /** Judges by the journal model, whatever the format. */
    public static Judge.Court court() {
        return new Court() {
            @Override
            public String model() {
                return JournalChecker.MODEL;
            }

            @Override
            public Judge judge(String source, Format format) {
                return new JournalJudge(source);
            }
        };
    }

    @Override
    public void accept(Event event) {
        builder.accept(event);
    }

    @Override
    public long bytes() {
        return builder.build().bytes();
    }

    @Override
    public long completed() {
        return builder.completed();
    }

    @Override
    public Verdict verdict(Budget budget) {
        return JournalChecker.check(builder.build(), budget);
    }
}
